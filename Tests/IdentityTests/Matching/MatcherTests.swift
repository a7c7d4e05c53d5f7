import Bytes
import Syndication
import Testing

@testable import Identity

/// The Identity rules over a store of dictionaries.
@Suite("Matching")
struct MatcherTests {
    /// A source's memory: what `Reconciliation` does with the store, as far as matching sees it.
    struct Memory {
        var items: [Int64: KnownItem] = [:]
        var names: [Alias: [Int64]] = [:]
        /// What it showed last.
        var shown: Set<Int64> = []

        /// Shows a document, learns it, and says which items it was taken for.
        mutating func show(_ document: [Item], source: Int64 = 1, trustsGuids: Bool = true) throws -> [Matcher.Match] {
            let facets = document.map { Facets($0) }
            let (items, names) = (items, names)
            var matcher = Matcher(
                facets.map { Matcher.Sighting(guid: $0.guid, url: $0.url, content: .read($0)) }, source: source, trustsGuids: trustsGuids,
                unclaimed: { [shown] claimed in shown.subtracting(claimed).sorted().compactMap { items[$0] } }
            ) { alias in names[alias, default: []].prefix(8).compactMap { items[$0] } }
            let matches = try matcher.match()
            shown = []
            for (facets, match) in zip(facets, matches) {
                switch match {
                case .new:
                    let id = Int64(self.items.count + 1)
                    shown.insert(id)
                    self.items[id] = known(id, facets, source: source)
                    for alias in try matcher.aliases(of: facets, isNew: true) { self.names[alias, default: []].append(id) }
                case .known(let id, _):
                    shown.insert(id)
                    guard self.items[id]?.source == source else { continue }
                    self.items[id] = known(id, facets, source: source)
                    let aliases = try matcher.aliases(of: facets, isNew: false) + [matcher.textAlias(of: facets)].compactMap { $0 }
                    for alias in aliases where !self.names[alias, default: []].contains(id) {
                        self.names[alias, default: []].append(id)
                    }
                default: break
                }
            }
            return matches
        }

        private func known(_ id: Int64, _ facets: Facets, source: Int64) -> KnownItem {
            KnownItem(
                id: id, source: source, isJournaled: true, guid: facets.guid?.strict ?? 0, url: facets.url?.strict ?? 0,
                title: facets.title, text: facets.text ?? 0, published: facets.published)
        }
    }

    private static let long = (1...60).map { "word\($0)" }.joined(separator: " ")

    private func item(guid: String? = nil, url: String? = nil, title: String? = nil, text: String = "", day: Int64? = nil) -> Item {
        var item = Item()
        item.guid = guid
        item.url = url
        item.title = title
        item.contentText = text
        item.published = day.map { Timestamp(milliseconds: $0 * 86_400_000) }
        return item
    }

    @Test("knows an item by its guid, whatever else changed")
    func guid() throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "1", url: "https://a.example/1", title: "A", text: "x")])
        #expect(try memory.show([item(guid: "1", url: "https://a.example/1", title: "B", text: "y")]) == [.known(item: 1, by: .guid)])
        #expect(try memory.show([item(guid: "1", url: "https://a.example/2", title: "B", text: "z")]) == [.known(item: 1, by: .guid)])
    }

    @Test("takes a known guid with another URL, title and text for another item")
    func reusedGUID() throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "1", url: "https://a.example/1", title: "A", text: "x")])
        #expect(try memory.show([item(guid: "1", url: "https://a.example/2", title: "B", text: "y")]) == [.new])
        // Both are known from then on.
        #expect(try memory.show([item(guid: "1", url: "https://a.example/1", title: "A", text: "x")]) == [.known(item: 1, by: .whole)])
        #expect(try memory.show([item(guid: "1", url: "https://a.example/2", title: "B", text: "y")]) == [.known(item: 2, by: .whole)])
    }

    @Test("knows a guid under another URL and title where the text is the same, and not where there is no text")
    func guidAndText() throws {
        for (text, match) in [("x", .known(item: 1, by: .guid)), ("", .new)] as [(String, Matcher.Match)] {
            var memory = Memory()
            _ = try memory.show([item(guid: "1", url: "https://a.example/1", title: "A", text: text)])
            #expect(try memory.show([item(guid: "1", url: "https://a.example/2", title: "B", text: text)]) == [match])
        }
    }

    @Test("keeps two items of one document apart though all carry one guid")
    func oneGUIDForAll() throws {
        var memory = Memory()
        let document = (1...3).map { item(guid: "same", url: "https://a.example/\($0)", title: "T\($0)") }
        #expect(try memory.show(document) == [.new, .new, .new])
        #expect(try memory.show(document.reversed()) == [3, 2, 1].map { .known(item: $0, by: .whole) })
    }

    @Test("keeps items apart that share one link and have no guids")
    func oneLinkForAll() throws {
        var memory = Memory()
        let document = (1...3).map { item(url: "https://a.example/list", title: "T\($0)") }
        #expect(try memory.show(document) == [.new, .new, .new])
        #expect(try memory.show(document) == [1, 2, 3].map { .known(item: $0, by: .whole) })
        #expect(try memory.show([item(url: "https://a.example/list", title: "T4")] + document).first == .new)
    }

    @Test("does not take an earlier guid for an item that another one of the document is")
    func claimed() throws {
        var memory = Memory()
        let now = item(guid: "new", url: "https://a.example/1", title: "A", text: "x")
        _ = try memory.show([item(guid: "old", url: "https://a.example/1", title: "A", text: "x")])
        #expect(try memory.show([now]) == [.known(item: 1, by: .url)])
        let other = item(guid: "old", url: "https://a.example/2", title: "A", text: "y")
        #expect(try memory.show([now, other]) == [.known(item: 1, by: .whole), .new])
    }

    @Test("knows an item by its URL when the guids change form")
    func changedGUIDs() throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "tag:a.example,2020:1", url: "https://a.example/1", title: "A", text: "x")])
        let now = item(guid: "https://a.example/?p=2494", url: "https://a.example/1", title: "A", text: "x")
        #expect(try memory.show([now]) == [.known(item: 1, by: .url)])
        #expect(try memory.show([now]) == [.known(item: 1, by: .whole)])
    }

    @Test(
        "knows a guid that is an address in its other forms",
        arguments: [
            "https://a.example/1", "http://www.a.example/1", "http://a.example/1/", "http://a.example/1?utm_source=rss",
            "http://a.example/1#top", "http://a.example/1?fbclid=1",
        ])
    func addressGUID(_ guid: String) throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "http://a.example/1", title: "A", text: "x")])
        let match = try memory.show([item(guid: guid, title: "A", text: "x")])
        #expect(match == [.known(item: 1, by: .whole)] || match == [.known(item: 1, by: .guid)])
    }

    @Test("takes a guid that is an address in another form for none where several items of the document have such a form")
    func severalForms() throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "http://a.example/1", title: "A", text: "x")])
        let forms = ["rss", "mail"].map { item(guid: "http://a.example/1?utm_source=\($0)", title: "A", text: $0) }
        #expect(try memory.show(forms) == [.new, .new])
    }

    @Test("tells items apart that a fragment alone tells apart")
    func fragments() throws {
        var memory = Memory()
        let document = (1...3).map { item(url: "https://a.example/changes#v\($0)", title: "Version \($0)", text: "t\($0)") }
        #expect(try memory.show(document) == [.new, .new, .new])
        #expect(try memory.show(document) == [1, 2, 3].map { .known(item: $0, by: .whole) })
        #expect(try memory.show([item(url: "https://a.example/changes#v4", title: "Version 4", text: "t4")]) == [.new])
    }

    @Test("does not count a URL that is the front page")
    func frontPage() throws {
        var memory = Memory()
        _ = try memory.show([item(url: "https://a.example/", title: "A", text: "x")])
        #expect(try memory.show([item(url: "https://a.example/", title: "B", text: "y")]) == [.new])
    }

    @Test("knows an item of another source by URL where title or text is alike, and not otherwise")
    func acrossSources() throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "1", url: "https://a.example/1", title: "A", text: "x")], source: 1)
        #expect(
            try memory.show([item(guid: "z", url: "https://a.example/1", title: "A", text: "y")], source: 2) == [
                .known(item: 1, by: .urlOfAnotherSource)
            ])
        #expect(try memory.show([item(guid: "q", url: "https://a.example/1", title: "Remark", text: "A remark")], source: 3) == [.new])
    }

    @Test("does not mix the guids of two sources")
    func guidsOfTwoSources() throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "1", title: "A", text: "x")], source: 1)
        #expect(try memory.show([item(guid: "1", title: "A", text: "x")], source: 2) == [.new])
    }

    @Test("knows a long text whose slug, guid and headline changed, once the old entry is gone")
    func renamed() throws {
        var memory = Memory()
        let old = item(guid: "1", url: "https://a.example/old", title: "Old", text: Self.long, day: 100)
        let new = item(guid: "2", url: "https://a.example/new", title: "New", text: Self.long, day: 100)
        _ = try memory.show([old])
        #expect(try memory.show([new, old]) == [.new, .known(item: 1, by: .whole)])
        var other = Memory()
        _ = try other.show([old])
        #expect(try other.show([new]) == [.known(item: 1, by: .text)])
    }

    @Test("does not know a short text again, nor a long one that is dated otherwise")
    func boilerplate() throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "1", url: "https://a.example/1", title: "One", text: "Subscribe to our show", day: 1)])
        #expect(
            try memory.show([item(guid: "2", url: "https://a.example/2", title: "Two", text: "Subscribe to our show", day: 1)]) == [.new])
        _ = try memory.show([item(guid: "3", url: "https://a.example/3", title: "Three", text: Self.long, day: 7)])
        #expect(try memory.show([item(guid: "4", url: "https://a.example/4", title: "Four", text: Self.long, day: 14)]) == [.new])
    }

    @Test("does not know a long text again that several items have")
    func sharedText() throws {
        var memory = Memory()
        let entry = { (number: Int) in
            item(guid: "\(number)", url: "https://a.example/\(number)", title: "Part \(number)", text: Self.long, day: 1)
        }
        #expect(try memory.show([entry(1), entry(2)]) == [.new, .new])
        #expect(try memory.show([entry(3)]) == [.new])
    }

    @Test("knows an item that went at the moment another came, if the dates are the same, and title or text")
    func successors() throws {
        var memory = Memory()
        let words = "eight words at least that say what it is"
        let old = item(guid: "1", url: "https://a.example/old", title: "Title", text: words, day: 1)
        _ = try memory.show([old, item(guid: "9", url: "https://a.example/9", title: "Nine", text: "9", day: 9)])
        let moved = item(guid: "2", url: "https://b.example/new", title: "Title", text: "Shorter", day: 1)
        #expect(try memory.show([moved]) == [.known(item: 1, by: .successor)])
        let renamed = item(guid: "3", url: "https://b.example/newer", title: "Another", text: words, day: 1)
        _ = try memory.show([old])
        #expect(try memory.show([renamed]) == [.known(item: 1, by: .successor)])
    }

    /// Two documents that follow each other; items by guid, title and day.
    struct Replacement: Sendable {
        struct Entry: Sendable {
            let guid: String
            var title = "Title"
            var day: Int64 = 1
        }

        let before: [Entry]
        let after: [Entry]
    }

    @Test(
        "does not take an item for another that it did not replace, or of another date, or where several agree",
        arguments: [
            Replacement(before: [.init(guid: "1")], after: [.init(guid: "1"), .init(guid: "2")]),
            Replacement(before: [.init(guid: "1")], after: [.init(guid: "2", day: 2)]),
            Replacement(before: [.init(guid: "1")], after: [.init(guid: "2", title: "Other")]),
            Replacement(before: [.init(guid: "1"), .init(guid: "3")], after: [.init(guid: "2"), .init(guid: "1")]),
            Replacement(before: [.init(guid: "1"), .init(guid: "3")], after: [.init(guid: "2")]),
            Replacement(before: [.init(guid: "1")], after: [.init(guid: "2"), .init(guid: "4")]),
        ])
    func noSuccessors(_ replacement: Replacement) throws {
        var memory = Memory()
        let make = { (entry: Replacement.Entry) in
            self.item(
                guid: entry.guid, url: "https://a.example/\(entry.guid)", title: entry.title, text: "Text \(entry.guid)", day: entry.day)
        }
        _ = try memory.show(replacement.before.map(make))
        let matches = try memory.show(replacement.after.map(make))
        for (match, entry) in zip(matches, replacement.after) {
            #expect((match == .new) == !replacement.before.contains { $0.guid == entry.guid })
        }
    }

    @Test("tells items without guids that share address and title by text or date")
    func guidless() throws {
        var memory = Memory()
        let incident = { (text: String, day: Int64?) in self.item(url: "https://a.example/list", title: "Incident", text: text, day: day) }
        #expect(try memory.show([incident("a", 1), incident("b", 2)]) == [.new, .new])
        #expect(
            try memory.show([incident("c", 3), incident("b", 2), incident("changed", 1)]) == [
                .new, .known(item: 2, by: .whole), .known(item: 1, by: .whole),
            ])
        #expect(try memory.show([incident("b", 2), incident("b", 2)]) == [.known(item: 2, by: .whole), .repeats(0)])
        var single = Memory()
        #expect(try single.show([incident("a", nil)]) == [.new])
        #expect(try single.show([incident("b", nil)]) == [.known(item: 1, by: .whole)])
    }

    @Test("takes none of several known items without guid that are alike", arguments: [nil, "https://a.example/"])
    func guidlessAmongSeveral(url: String?) throws {
        var memory = Memory()
        let incident = { (text: String, day: Int64) in self.item(url: url, title: "Incident", text: text, day: day) }
        #expect(try memory.show([incident("a", 1), incident("b", 2)]) == [.new, .new])
        #expect(try memory.show([incident("c", 3)]) == [.new])
    }

    @Test("takes a known item without guid for none of several that are alike", arguments: [nil, "https://a.example/"])
    func severalGuidless(url: String?) throws {
        var memory = Memory()
        let incident = { (text: String, day: Int64) in self.item(url: url, title: "Incident", text: text, day: day) }
        #expect(try memory.show([incident("a", 1)]) == [.new])
        #expect(try memory.show([incident("b", 2), incident("c", 3)]) == [.new, .new])
    }

    @Test("folds what a document says twice")
    func twice() throws {
        var memory = Memory()
        let one = item(guid: "1", url: "https://a.example/1", title: "A", text: "x")
        #expect(try memory.show([one, one]) == [.new, .repeats(0)])
        #expect(try memory.show([one, one]) == [.known(item: 1, by: .whole), .repeats(0)])
    }

    @Test("does not ask useless guids")
    func uselessGUIDs() throws {
        var memory = Memory()
        _ = try memory.show([item(guid: "1", url: "https://a.example/1", title: "A", text: "x")], trustsGuids: false)
        #expect(
            try memory.show([item(guid: "2", url: "https://a.example/1", title: "B", text: "y")], trustsGuids: false)
                == [.known(item: 1, by: .url)])
    }
}
