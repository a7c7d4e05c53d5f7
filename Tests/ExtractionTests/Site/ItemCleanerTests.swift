import Testing

@testable import Extraction

@Suite("Items of one feed, cleaned together")
struct ItemCleanerTests {
    private static let base = "https://blog.test/story/"

    private func prose(_ number: Int, _ place: Int) -> String {
        "<p>This is paragraph \(place) of story \(number), which is long enough to be one, and which no other item of the feed has in it at all.</p>"
    }

    private func link(_ number: Int) -> String { "<a href=\"https://blog.test/other/\(number)\">Quite another story, number \(number)</a>" }

    /// Items with something between their paragraphs.
    private func items(_ numbers: Range<Int>, _ injected: (Int) -> String) -> [(Int, String)] {
        numbers.map { ($0, prose($0, 1) + injected($0) + prose($0, 2) + prose($0, 3) + prose($0, 4)) }
    }

    private func clean(_ items: [(Int, String)], at base: String = base, memory: ItemMemory = ItemMemory()) -> (
        [ItemCleaner.Cleaned?], ItemMemory
    ) {
        var cleaner = ItemCleaner(memory: memory)
        let findings = items.map { cleaner.read($1, address: base + "\($0)", item: UInt32($0 + 1)) }
        return (zip(items, findings).map { cleaner.clean($0.1, $1) }, cleaner.settled)
    }

    private static let ownWords: [(String, @Sendable (Int) -> String)] = [
        ("nothing", { _ in "" }),
        ("links to elsewhere", { "<p>Source: <a href=\"https://elsewhere.test/\($0)\">The report number \($0) of all this</a></p>" }),
        ("files", { "<p>Download: <a href=\"https://blog.test/files/\($0).zip\">The second release candidate \($0)</a></p>" }),
        (
            "its transcript",
            { "<p>Transcript: <a href=\"https://blog.test/story/\($0)/transcript\">Read the whole conversation here</a></p>" }
        ),
        ("a link to the item itself", { "<p>See: <a href=\"https://blog.test/story/\($0)\">Read the rest of this story</a></p>" }),
        ("lists of links", { "<ul><li><a href=\"https://blog.test/other/\($0)\">Quite another story, number \($0)</a></li></ul>" }),
        ("headings that are links", { "<h3><a href=\"https://blog.test/other/\($0)\">Quite another story, number \($0)</a></h3>" }),
        (
            "a block with another link in it",
            {
                "<p>See: <a href=\"https://blog.test/other/\($0)\">Quite another story, number \($0)</a> <a href=\"https://x.test/\($0)\">PDF</a></p>"
            }
        ),
        ("addresses", { "<p>Changes: <a href=\"https://blog.test/other/\($0)\">https://blog.test/other/\($0)</a></p>" }),
        ("what stands behind a link", { "<p><a href=\"https://blog.test/other/\($0)\">Quite another story, number \($0)</a> by Ann</p>" }),
        ("recurring headings", { _ in "<h2>What happened this week</h2>" }),
        ("recurring list items", { _ in "<ul><li>Everything is fine, as ever, and <a href=\"https://blog.test/x\">here</a></li></ul>" }),
    ]

    @Test("what items say themselves stays, however alike they are made", arguments: ownWords.indices)
    func kept(_ kind: Int) {
        let (cleaned, _) = clean(items(0..<6, Self.ownWords[kind].1))
        #expect(cleaned.allSatisfy { $0 == nil }, "\(Self.ownWords[kind].0)")
    }

    @Test("labelled links that two items have are related, labels dropped; later alone, too")
    func labelled() throws {
        let (cleaned, memory) = clean(items(0..<2) { "<p><b>See also:</b> \(link($0))</p>" })
        for (number, one) in cleaned.enumerated() {
            let one = try #require(one)
            #expect(
                one.related == [Article.Related(title: "Quite another story, number \(number)", url: "https://blog.test/other/\(number)")])
            #expect(!one.html.contains("See also"))
            for place in 1...4 { #expect(one.html.contains("paragraph \(place) of story \(number)")) }
        }
        let later = items(9..<10) { "<p>See also: \(link($0))</p>" }
        #expect(clean(later, memory: memory).0[0]?.related.count == 1)
        #expect(clean(later).0[0] == nil)
    }

    @Test(
        "labelled links are related where they lead to the item's own site",
        arguments: [
            ("https://one.example.org/", "https://other.example.org/", true),
            ("https://www.example.co.uk/", "https://shop.example.co.uk/", true),
            ("https://a.co.uk/", "https://b.co.uk/", false), ("https://alice.github.io/", "https://bob.github.io/", false),
        ])
    func sites(_ base: String, _ other: String, _ isOne: Bool) {
        let items = items(0..<2) { "<p><b>See also:</b> <a href=\"\(other)other/\($0)\">Quite another story, number \($0)</a></p>" }
        #expect(clean(items, at: base).0.allSatisfy { ($0 != nil) == isOne })
    }

    @Test("a label that one item alone repeats is its author's")
    func repeatedLabel() {
        let story =
            prose(0, 1) + "<p>Previously: \(link(1))</p>" + prose(0, 2) + prose(0, 3) + "<p>Previously: \(link(2))</p>" + prose(0, 4)
        #expect(clean([(0, story)]).0[0] == nil)
        #expect(clean([(0, story)] + items(1..<4) { _ in "" }).0[0] == nil)
    }

    @Test("a label above a link goes with it")
    func labelAbove() throws {
        let (cleaned, _) = clean(items(0..<3) { "<div><h4>Mehr dazu</h4><p>\(link($0))</p></div>" })
        for one in cleaned { #expect(try #require(one).html.contains("Mehr") == false) }
    }

    @Test("links without a label are told by three items, and half of all")
    func unlabelled() {
        #expect(clean(items(0..<3) { "<p><em>\(link($0))</em></p>" }).0.allSatisfy { $0?.related.count == 1 })
        #expect(clean(items(0..<2) { "<p><em>\(link($0))</em></p>" }).0.allSatisfy { $0 == nil })
        #expect(clean(items(0..<7) { $0 < 3 ? "<p><em>\(link($0))</em></p>" : "" }).0.allSatisfy { $0 == nil })
    }

    @Test("a digest of the site's own stories stays whole")
    func digest() {
        let digests = (0..<5).map { number in
            (number, (0..<4).map { "<p>\(link(10 * number + $0))</p>" + prose(number, $0) }.joined() + prose(number, 5))
        }
        #expect(clean(digests).0.allSatisfy { $0 == nil })
    }

    @Test("a promotion is what nearly all items have, and goes nowhere")
    func promotion() throws {
        let promotion =
            "<p>We are on the air every day: <a href=\"https://chat.test/us\">follow us</a>, and tell your friends about it!</p>"
        for one in clean(items(0..<4) { _ in promotion }).0 {
            let one = try #require(one)
            #expect(!one.text.contains("follow us"))
            #expect(one.related.isEmpty)
        }
        #expect(clean(items(0..<8) { $0 < 4 ? promotion : "" }).0.allSatisfy { $0 == nil })
        #expect(clean(items(0..<2) { _ in promotion }).0.allSatisfy { $0 == nil })
    }

    @Test("what has no link stays, wherever it stands, and so does a closing line with one")
    func notices() {
        let notice = "<p>Consumers should immediately stop using the recalled product and contact the firm for a full refund.</p>"
        #expect(clean(items(0..<5) { _ in notice }).0.allSatisfy { $0 == nil })
        let help = "<p>If you are affected, someone is there to talk at any hour: <a href=\"https://help.test/\">call them now</a>.</p>"
        #expect(clean((0..<5).map { ($0, prose($0, 1) + prose($0, 2) + prose($0, 3) + help) }).0.allSatisfy { $0 == nil })
    }

    @Test("what held a promotion and a player keeps the player")
    func players() throws {
        let promotion = "<p>We are on the air every day: <a href=\"https://chat.test/us\">follow us</a>, and tell your friends!</p>"
        let player = "<audio src=\"https://blog.test/a.mp3\" controls></audio>"
        for one in clean(items(0..<4) { _ in "<div>\(player)\(promotion)</div>" }).0 {
            let html = try #require(one).html
            #expect(html.contains("<audio") && !html.contains("follow us"))
        }
    }

    @Test("of an item that is larger than its tree nothing is cut off")
    func huge() {
        let lines = String(repeating: "<p>x</p>", count: 110_000)
        let story = prose(9, 1) + "<p>See also: \(link(9))</p>" + prose(9, 2) + prose(9, 3) + lines
        let cleaned = clean(items(0..<3) { "<p>See also: \(link($0))</p>" } + [(9, story)]).0
        #expect(cleaned.map { $0 == nil } == [false, false, false, true])
    }

    @Test("what is most of an item stays")
    func most() {
        let message =
            "<p>All systems are operational again, and we are watching: see <a href=\"https://blog.test/status\">the page</a>.</p>"
        #expect(clean((0..<5).map { ($0, "<p>Note \($0).</p>" + message) }).0.allSatisfy { $0 == nil })
        #expect(clean((0..<5).map { ($0, message) }).0.allSatisfy { $0 == nil })
    }

    @Test("what one item has on every reading is not what the feed repeats")
    func live() {
        var memory = ItemMemory()
        let item = items(0..<1) { _ in "<p>Join us: <a href=\"https://chat.test/us\">the live chat</a> is open for all of you!</p>" }
        for _ in 0..<10 {
            let (cleaned, next) = clean(item, memory: memory)
            #expect(cleaned == [nil])
            memory = next
        }
    }

    @Test("the memory is bounded, comes back from its bytes, and damaged bytes are none")
    func memory() {
        var memory = ItemMemory()
        for number in 0..<40 { memory = clean(items(number..<(number + 1)) { "<p>See also: \(link($0))</p>" }, memory: memory).1 }
        #expect(memory.count <= ItemMemory.most)
        #expect(ItemMemory(stored: memory.stored)?.stored == memory.stored)
        #expect(memory.stored.count <= 2_100)
        #expect(clean(items(90..<91) { "<p>See also: \(link($0))</p>" }, memory: memory).0[0]?.related.count == 1)
        #expect(ItemMemory(stored: memory.stored.dropLast()) == nil)
        #expect(ItemMemory().stored.isEmpty)
        #expect(ItemMemory(stored: [UInt8]()) == ItemMemory())
    }
}
