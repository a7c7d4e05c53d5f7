import Bytes
import Extraction
import Markup
import Syndication

extension PageRules {
    private static let pageCounts = 1...50
    /// How many pages are read where `next` is set and `pages` is not.
    private static let usualPages = 5
    private static let itemCounts = 0...10_000

    /// Reads `page` of a source: a table of locators.
    ///
    /// - Returns: nil where it is not right, which is reported.
    static func read(_ entry: TOMLTable.Entry, of source: TableReader, into diagnostics: inout Diagnostics) -> PageRules? {
        guard case .table(let table) = entry.value else {
            if case .string(let text) = entry.value, text == "auto" {
                diagnostics.error(
                    source.file, entry.valuePosition, "'page = \"\(text)\"' \(source.place) is not supported yet",
                    "write page = { item = \"…\" }; a later release of feedd will read it")
            } else {
                source.wrongType(entry, "a table such as { item = \"article\" }, or \"sitemap\"", nil, into: &diagnostics)
            }
            return nil
        }
        var reader = PageRulesReader(
            table: TableReader(table: table, place: "in 'page' \(source.place)", file: source.file, places: source.places))
        return reader.read(into: &diagnostics)
    }

    /// Reads the keys of `[source.page]`, and reports all that is wrong with them.
    private struct PageRulesReader {
        let table: TableReader
        private var isValid = true

        init(table: TableReader) {
            self.table = table
        }

        mutating func read(into diagnostics: inout Diagnostics) -> PageRules? {
            Schema.page.check(table, into: &diagnostics)
            guard table.has("item") else {
                if !Schema.page.isMisspelt("item", in: table.table) {
                    diagnostics.error(
                        table.file, table.table.position, "'item' is missing \(table.place)",
                        "add the selector of the items, such as item = \"article\"")
                }
                return nil
            }
            var rules = PageRules(item: locators("item", allowsAttribute: false, into: &diagnostics))
            rules.title = locators("title", into: &diagnostics)
            rules.link = locators("link", into: &diagnostics)
            rules.id = locators("id", into: &diagnostics)
            rules.date = locators("date", into: &diagnostics)
            rules.summary = locators("summary", into: &diagnostics)
            rules.image = locators("image", into: &diagnostics)
            rules.author = locators("author", into: &diagnostics)
            rules.tags = locators("tags", into: &diagnostics)
            rules.content = locators("content", into: &diagnostics)
            rules.remove = locators("remove", allowsAttribute: false, into: &diagnostics)
            rules.next = locators("next", into: &diagnostics)
            rules.dateFormat = dateFormat(into: &diagnostics)
            rules.zoneMinutes = timeZone(into: &diagnostics)
            rules.pages = table.integer("pages", in: pageCounts, into: &diagnostics) ?? (rules.next.isEmpty ? 1 : usualPages)
            rules.expect = table.integer("expect", in: itemCounts, into: &diagnostics)
            if rules.pages > 1, !table.has("next") {
                diagnostics.error(
                    table.file, table.position(of: "pages"), "'pages' \(table.place) needs 'next'",
                    "add the selector of the link to the next page, such as next = \"a[rel=next]@href\"")
            }
            return isValid && !rules.item.isEmpty ? rules : nil
        }

        /// The locators of a key: a string or an array of strings.
        private mutating func locators(_ key: String, allowsAttribute: Bool = true, into diagnostics: inout Diagnostics) -> [Locator] {
            guard let entry = table.table[key] else { return [] }
            var texts: [(text: String, position: TextPosition)] = []
            switch entry.value {
            case .string(let text): texts = [(text, entry.valuePosition)]
            case .array: texts = table.strings(key, example: "h3", into: &diagnostics) ?? []
            default: table.wrongType(entry, "a selector such as \"h3\", or an array of them", nil, into: &diagnostics)
            }
            if texts.isEmpty { isValid = false }
            var locators: [Locator] = []
            for (text, position) in texts {
                do throws(SelectorError) {
                    let locator = try Locator(text)
                    if allowsAttribute || locator.isElement {
                        locators.append(locator)
                        continue
                    }
                    diagnostics.error(
                        table.file, position, "'\(key)' \(table.place) selects elements, and '\(text.printable)' names an attribute",
                        "remove the '@' and what follows")
                } catch {
                    let place = table.places.position(ofByte: error.offset, of: text, at: position)
                    diagnostics.error(table.file, place, "'\(key)' \(table.place): \(error.message)", error.hint)
                }
                isValid = false
            }
            return locators
        }

        private mutating func dateFormat(into diagnostics: inout Diagnostics) -> DateFormat? {
            guard let text = table.string("date_format", example: "%d.%m.%Y", into: &diagnostics) else { return nil }
            do {
                return try DateFormat(text)
            } catch {
                let place = table.places.position(ofByte: error.offset, of: text, at: table.position(of: "date_format"))
                diagnostics.error(table.file, place, "'date_format' \(table.place): \(error.message)", error.hint)
                isValid = false
                return nil
            }
        }

        private mutating func timeZone(into diagnostics: inout Diagnostics) -> Int? {
            guard let text = table.string("timezone", example: "+02:00", into: &diagnostics) else { return nil }
            if let minutes = DateParser.zoneMinutes(text) { return minutes }
            diagnostics.error(
                table.file, table.position(of: "timezone"), "'timezone' \(table.place) is \"\(text.printable)\"",
                text.contains("/")
                    ? "write its offset, such as \"+02:00\": names of regions are not read"
                    : "write an offset such as \"+02:00\", or \"UTC\"")
            isValid = false
            return nil
        }
    }
}
