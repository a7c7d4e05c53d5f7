package import Syndication

/// How the items of a web page are read: which elements they are, and where in them their values stand.
///
/// Each field has a list of locators, of which the first that gives a value counts. What a field without locators means is found by ``ItemFinder``.
package struct PageRules: Sendable, Hashable {
    /// The elements that are items. Of several locators the first that matches any counts.
    package var item: [Locator]
    package var title: [Locator] = []
    package var link: [Locator] = []
    /// What the item is known by, where addresses change.
    package var id: [Locator] = []
    package var date: [Locator] = []
    package var dateFormat: DateFormat?
    /// The time zone of dates that name none, in minutes east of UTC.
    package var zoneMinutes: Int?
    package var summary: [Locator] = []
    package var image: [Locator] = []
    package var author: [Locator] = []
    package var tags: [Locator] = []
    package var content: [Locator] = []
    /// Elements that are left out before anything is read. All locators count.
    package var remove: [Locator] = []
    /// The link to the next page of the list.
    package var next: [Locator] = []
    /// How many pages of the list are read. At least 1.
    package var pages = 1
    /// The fewest items that the page has; nil means as ``ExpectedItems`` says.
    package var expect: Int?

    package init(item: [Locator]) {
        self.item = item
    }

    /// All of it as text, for the digest of the source.
    package var signature: String {
        let lists = [item, title, link, id, date, summary, image, author, tags, content, remove, next]
        let texts = lists.map { $0.map(\.text).joined(separator: "\u{1}") }
        return (texts + [dateFormat?.text ?? "", zoneMinutes.map(String.init) ?? "", String(pages)]).joined(separator: "\u{2}")
    }
}
