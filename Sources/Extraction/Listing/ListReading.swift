package import Syndication

/// What ``ListReader`` read from a page.
package struct ListReading: Sendable {
    package var feed: ParsedFeed
    package var report = ListReport()
    /// The URL of the next page of the list.
    package var next: String?
    package var kind = PageKind.page
}

/// What selectors matched on a page.
package struct ListReport: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        /// The key of the configuration.
        package var name: String
        /// The selector as configured. Where the key has a list: the one that matched for `item`, the first for any other key.
        package var text: String
        /// For the items, how many elements it matched; for other fields, in how many items one of the field's selectors gave a value.
        package var matches: Int
    }

    package struct Nearest: Sendable, Hashable {
        package var text: String
        package var matches: Int
    }

    /// The items first, then the fields that have selectors.
    package var selectors: [Field] = []
    /// How many items the page yields: those with a link or a title.
    package var items = 0
    package var withoutLink = 0
    package var withoutTitle = 0
    /// Where no element is an item: the selector with one part less that matches.
    package var nearest: Nearest?

    /// `item = "li.news" matches 3 elements, date = "time" is in 0 of 3 items`.
    package var description: String {
        guard let item = selectors.first else { return "" }
        var parts = ["item = \"\(item.text)\" matches \(item.matches) element\(item.matches == 1 ? "" : "s")"]
        if item.matches > 0 { parts += selectors.dropFirst().map { "\($0.name) = \"\($0.text)\" is in \($0.matches)" } }
        if let nearest { parts.append("\"\(nearest.text)\" would match \(nearest.matches)") }
        return parts.joined(separator: ", ")
    }
}
