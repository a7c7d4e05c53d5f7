import Bytes
internal import Markup

/// Reads a JSON document by ``JSONRules``.
struct JSONListReader {
    let rules: JSONRules
    let base: String?
    let references: ReferenceBudget

    /// - Throws: `FeedError` where the document is not JSON, or has nothing at the path of the items.
    static func read(
        _ bytes: [UInt8], by rules: JSONRules, url: String?, itemLimit: Int
    ) throws(FeedError) -> ParsedFeed {
        let document: JSONValue
        do {
            document = try JSONValue.parse(bytes, tolerating: .feeds)
        } catch {
            throw .malformedJSON(error.description)
        }
        guard let list = rules.items.value(in: document), let values = list.array ?? list.object?.members.map(\.value) else {
            throw .nothingAtPath(rules.items.description)
        }
        let reader = JSONListReader(rules: rules, base: url, references: ReferenceBudget(documentBytes: bytes.count))
        var parsed = ParsedFeed(feed: Feed(format: .json))
        var empty = 0
        for value in values.prefix(itemLimit) {
            if let item = reader.item(value) { parsed.items.append(item) } else { empty += 1 }
        }
        if empty > 0 {
            parsed.feed.warnings.append("\(empty) elements have neither a title, a link, an id nor a content; they were ignored.")
        }
        if values.count > itemLimit {
            parsed.feed.warnings.append("The document has more than \(itemLimit) items; the remaining ones were ignored.")
        }
        return parsed
    }

    private func item(_ value: JSONValue) -> ParsedItem? {
        var parsed = ParsedItem()
        parsed.title = markup(.title, value)
        parsed.item.url = text(.link, value).flatMap { FeedURL.absolute($0, against: base, within: references) }
        parsed.item.guid = text(.id, value)
        parsed.summary = markup(.summary, value)
        parsed.content = markup(.content, value)
        if parsed.content == nil { (parsed.content, parsed.summary) = (parsed.summary, nil) }
        if parsed.title == nil, parsed.item.url == nil, parsed.item.guid == nil, parsed.content == nil { return nil }
        if let date = first(.date, value) {
            parsed.item.published = Self.date(date)
            if parsed.item.published == nil { parsed.item.warnings.append("The date could not be read.") }
        }
        if let image = first(.image, value).flatMap(Self.string).flatMap({ FeedURL.absolute($0, against: base, within: references) }) {
            parsed.image.offer(image, as: .item)
        }
        parsed.item.authors = Self.list(first(.author, value)).prefix(256).compactMap { PersonText.parse($0) }
        parsed.item.tags = Array(Self.list(first(.tags, value)).prefix(256))
        parsed.digest = JSONDigest.of(value)
        return parsed
    }

    /// The value of the first path that has one that is not blank.
    private func first(_ field: JSONRules.Field, _ item: JSONValue) -> JSONValue? {
        for path in rules.fields[field] ?? [] {
            guard let value = path.value(in: item) else { continue }
            if case .string(let text) = value, text.trimmingSpace().isEmpty { continue }
            return value
        }
        return nil
    }

    private func text(_ field: JSONRules.Field, _ item: JSONValue) -> String? {
        first(field, item).flatMap(Self.string)
    }

    /// A text that may be HTML. What WordPress names `rendered` is.
    private func markup(_ field: JSONRules.Field, _ item: JSONValue) -> Text? {
        guard let value = first(field, item), let text = Self.string(value) else { return nil }
        return Text(text, form: value["rendered"] == nil ? .unstated : .html, base: base)
    }

    /// A string or number; of an object its `rendered` (WordPress), `name`, `title`, `value`, `url`, `href` or `src`; of an array its first element.
    private static func string(_ value: JSONValue) -> String? {
        switch value {
        case .object(let object):
            for key in ["rendered", "name", "title", "value", "url", "href", "src"] {
                if let text = object[key].text { return text }
            }
            return nil
        case .array(let elements): return elements.first.flatMap { $0.array == nil ? string($0) : nil }
        default: return JSONValue?.some(value).text
        }
    }

    /// The texts of an array, or of a single value; a string may have several, with commas between them.
    private static func list(_ value: JSONValue?) -> [String] {
        switch value {
        case nil: []
        case .array(let elements): elements.compactMap(string)
        case .string(let text): text.split(separator: ",").compactMap { $0.trimmingSpace().nonEmpty }
        case .some(let value): string(value).map { [$0] } ?? []
        }
    }

    /// Any form that ``DateParser`` reads, or the seconds or milliseconds since 1970.
    private static func date(_ value: JSONValue) -> Timestamp? {
        guard let text = string(value) else { return nil }
        guard let number = Double(text), number.isFinite, abs(number) > 100_000_000, abs(number) < 100_000_000_000_000 else {
            return DateParser.parse(text)
        }
        // Below 10^11 it is seconds (up to the year 5138), else milliseconds (from 1973 on).
        return Timestamp(milliseconds: Int64(abs(number) < 100_000_000_000 ? number * 1_000 : number))
    }
}
