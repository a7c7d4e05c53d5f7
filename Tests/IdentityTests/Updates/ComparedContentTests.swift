import Extraction
import Markup
import Syndication
import Testing

@testable import Identity

/// What is a change of an item's content, and what is not.
@Suite("Compared content")
struct ComparedContentTests {
    /// A source as far as comparing goes: which blocks recur in it.
    private struct Memory {
        var recurring = RecurringBlocks()

        /// Reads a document, and gives the versions of its items.
        mutating func read(_ items: [String], title: String? = "Title") -> [[UInt64]] {
            let contents = items.map { ComparedContent(title: title, ContentBlocks(html: $0)) }
            recurring.learn(
                contents.enumerated().map { number, content in
                    .init(item: UInt32(number), templates: content.templates, telling: content.tellingTemplates)
                })
            return contents.map { $0.versions(recurring.known) }
        }
    }

    private static let text = "<p>The river rose over its banks last night and the lower town was under water until the morning.</p>"
    private static let more = "<p>Nobody was hurt, said the mayor, but the bridge at the mill will stay closed for some weeks to come.</p>"

    /// A paragraph of 36 words that is one link.
    private static func linked(_ place: String) -> String {
        let words =
            "which stood there for two hundred years and was rebuilt after each of the floods that came down the valley in that time"
        return "<p><a href=\"https://a.example/1\">The council will decide in the spring about \(place), \(words)</a></p>"
    }

    private func isChange(from old: String, to new: String) -> Bool {
        var memory = Memory()
        let before = memory.read([old])[0].last
        return !memory.read([new])[0].contains { $0 == before }
    }

    @Test(
        "a change in running text is one",
        arguments: [
            (text, text + more),
            (text + more, text),
            (text + more, more + text),
            (
                "<p>At least 10 people are dead after the flood in the lower town.</p>",
                "<p>At least 12 people are dead after the flood in the lower town.</p>"
            ),
            ("<p>10 dead</p>", "<p>12 dead</p>"),
            (text + "<p>10 dead</p>" + more, text + "<p>12 dead</p>" + more),
            ("<h2>10 dead</h2>" + text, "<h2>12 dead</h2>" + text),
            (text + "<p>The book came out in 2019.</p>", text + "<p>The film came out in 2019.</p>"),
            (
                text + "<ol>" + (1...6).map { "<li>\($0). Track \($0)</li>" }.joined() + "</ol>",
                text + "<ol>" + (1...7).map { "<li>\($0). Track \($0)</li>" }.joined() + "</ol>"
            ),
            ("<p>1.0853</p>", "<p>1.0861</p>"),
            (
                "<p><a href=\"https://a.example/1\">A whole text that is a link</a></p>",
                "<p><a href=\"https://a.example/1\">Another text that is a link</a></p>"
            ),
            (
                text + "<p>See the <a href=\"/r\">report</a> of the commission.</p>",
                text + "<p>See the <a href=\"/r\">report</a> of the council.</p>"
            ),
            (text + linked("the mill"), text + linked("the weir")),
        ])
    func material(_ old: String, _ new: String) { #expect(isChange(from: old, to: new)) }

    @Test(
        "what counts, links elsewhere or only looks different is none",
        arguments: [
            (text + "<p>12 comments</p>", text + "<p>13 comments</p>"),
            (text + "<p>1 comment</p>", text + "<p>2 comments</p>"),
            ("<div>Views: 980</div>" + text, "<div>Views: 1.2K</div>" + text),
            (text + "<ul><li>5 min read</li><li>3 days ago</li></ul>", text + "<ul><li>5 min read</li><li>1 week ago</li></ul>"),
            (text, text + "<p>1 comment</p>"),
            (text + "<p>The mill was visited by 12 people.</p>", text + "<p>The mill was visited by 13 people.</p>"),
            (text + "<p>评论 12 条</p>", text + "<p>评论 345 条</p>"),
            (text + "<p>١٢ تعليق</p>", text + "<p>١٣ تعليق</p>"),
            (text + "<p><a href=\"/a\">Mayor resigns</a></p>" + more, text + "<p><a href=\"/b\">Bridge to open in May</a></p>" + more),
            (text + "<p>Read also: <a href=\"/a\">Mayor resigns</a></p>" + more, text + more),
            (text + "<p>Прочетете още: <a href=\"/a\">Кметът подаде оставка</a></p>" + more, text + more),
            (
                text + "<ul><li><a href=\"/a\">One</a></li><li><a href=\"/b\">Two</a></li></ul>",
                text + "<ul><li><a href=\"/c\">Three</a></li></ul>"
            ),
            (text, text.replacing("<p>", with: "<div>").replacing("</p>", with: "</div>")),
            (
                text,
                text.replacing("rose over", with: "<b>rose</b>\n over").uppercased().replacing("<P>", with: "<p>").replacing(
                    "</P>", with: "</p>"
                ).replacing("<B>", with: "<b>").replacing("</B>", with: "</b>")
            ),
            ("<p>He said \"no\" - twice, to all who asked.</p>", "<p>He said “no” — twice, to all who asked.</p>"),
            (text + more, text.replacing("</p>", with: "<br>") + more.replacing("<p>", with: "")),
            (text + "<img src=\"https://a.example/1.png?token=1\">", text + "<img src=\"https://a.example/1.png?token=2\">"),
        ])
    func immaterial(_ old: String, _ new: String) { #expect(!isChange(from: old, to: new)) }

    @Test("a block that recurs across a document's items is out, its numbers and its words")
    func recurring() {
        var memory = Memory()
        let footer = "<p>This week our readers support the rebuilding of the mill: 3 days are left to give, and every coin counts.</p>"
        let sponsor = "<p>This week our readers support the theatre in the old school: come and see what was made of the place.</p>"
        let texts = ["mayor", "miller", "baker", "priest"].map {
            "<p>The \($0) tells at some length what has been going on in the town.</p>"
        }
        let before = memory.read(texts.map { $0 + footer })
        let counted = memory.read(texts.map { $0 + footer.replacing("3 days", with: "2 days") })
        let other = memory.read(texts.map { $0 + sponsor })
        let gone = memory.read(texts)
        for later in [counted, other, gone] {
            for (old, new) in zip(before, later) { #expect(old.last == new.last) }
        }
        #expect(memory.read([texts[0] + "<p>A paragraph of its own that says what happened since then.</p>"])[0].last != before[0].last)
    }

    @Test("points and comments that are all the text beside the links are out once they recur (hnrss.org)")
    func linksAndCounters() {
        func item(_ number: Int, points: Int) -> String {
            "<p>Article URL: <a href=\"https://a.example/\(number)\">https://a.example/\(number)</a></p><p>Points: \(points)</p><p># Comments: 4</p>"
        }
        var memory = Memory()
        let before = memory.read((1...5).map { item($0, points: $0) })
        let after = memory.read((1...5).map { item($0, points: 100 + $0) })
        #expect(before.map(\.last) == after.map(\.last))
    }

    @Test("numbers that are all the text count, though they recur")
    func figures() {
        var memory = Memory()
        for text in [
            "<p>1 EUR = RATE USD</p>", "<p>Open RATE, high 1.0899, low 1.0801, close 1.0846, volume 120345, trades 4506, of all 9</p>",
        ] {
            let rates = memory.read((1...5).map { text.replacing("RATE", with: "1.08\($0)") })
            let later = memory.read((1...5).map { text.replacing("RATE", with: "1.09\($0)") })
            for (rate, other) in zip(rates, later) { #expect(!other.contains { $0 == rate.last }) }
        }
    }

    @Test(
        "a paragraph that is a number alone, or a table of figures, recurs only with the same figures",
        arguments: [
            { "\($0)" }, { start in "Results: " + (start..<start + 10).map { "\($0)" }.joined(separator: " ") },
        ] as [@Sendable (Int) -> String])
    func figuresAlone(_ figures: @Sendable (Int) -> String) {
        func item(_ name: String, _ figures: String?) -> String {
            let paragraph = figures.map { "<p>\($0)</p>" } ?? ""
            return Self.text.replacing("river", with: name) + paragraph + Self.more.replacing("mill", with: name)
        }
        let names = ["river", "brook", "creek", "stream", "lake"]
        var memory = Memory()
        let before = memory.read(names.enumerated().map { item($0.element, figures(4_711 + 100 * $0.offset)) })
        let changed = memory.read([item("river", figures(9_999))])[0]
        #expect(!changed.contains { $0 == before[0].last })
        var other = Memory()
        let same = other.read(names.map { item($0, figures(4_711)) })
        let gone = other.read([item("river", nil)])
        #expect(gone[0].last == same[0].last)
    }

    @Test("a counter at the end of the headlines does not count")
    func headlines() {
        var memory = Memory()
        let texts = ["river", "brook", "creek", "stream", "lake"].map { Self.text.replacing("river", with: $0) }
        let before = memory.read(texts, title: "A comic (12 comments)")
        let after = memory.read(texts, title: "A comic (13 comments)")
        for (old, new) in zip(before, after) { #expect(new.contains { $0 == old.last }) }
    }

    @Test("what is learnt to recur later alone changes no item")
    func learntLater() {
        var memory = Memory()
        let footer = "<p>12 people like this</p>"
        let texts = (1...6).map { "<p>Story \($0) tells at some length what has been going on in the town.</p><p>It ends here.</p>" }
        let story = texts[0] + footer + "<p>So it was, all of that night and the whole of the next day.</p>"
        let before = memory.read([story])[0]
        // Others come one at a time, with the same block in their middle.
        for text in texts.dropFirst() {
            let content = ComparedContent(title: nil, ContentBlocks(html: text + footer + texts[0]))
            memory.recurring.learn([
                .init(item: UInt32.random(in: 9...(.max)), templates: content.templates, telling: content.tellingTemplates)
            ])
        }
        let after = ComparedContent(title: "Title", ContentBlocks(html: story)).versions(memory.recurring.known)
        #expect(after.count > 1)
        #expect(after.last != before.last)
        #expect(after.contains { $0 == before.last })
    }

    @Test("the memory of recurring blocks survives being stored, and stays small")
    func stored() {
        var memory = Memory()
        for round in 0..<200 {
            let footers = (0..<8).map {
                "<p>Footer number \(String(repeating: "x", count: round % 60))\($0) of words that say little to anyone at all.</p>"
            }
            _ = memory.read((0..<4).map { "<p>Story \($0) in round \(round).</p>" + footers.joined() })
        }
        #expect(memory.recurring.stored.count <= 1_024)
        let again = RecurringBlocks(stored: memory.recurring.stored)
        #expect(again == memory.recurring)
        for cut in 0..<40 { _ = RecurringBlocks(stored: Array(memory.recurring.stored.prefix(cut))).known }
    }

    @Test("the blocks of safe HTML are its paragraphs, lines, items and rows")
    func blocks() {
        let html = HTMLSanitizer(base: nil).sanitize(
            "<h2>Head</h2><p>One <b>bo</b>ld<br>line</p><ul><li>Item <a href='https://a.example/'>link</a></ul><table><tr><td>a<td>b</table>tail"
        ).html
        let blocks = ContentBlocks(html: html)
        let texts = blocks.blocks.map { String(decoding: blocks.bytes[$0.range], as: UTF8.self) }
        #expect(texts == ["head", "one bold", "line", "item link", "a b", "tail"])
        #expect(blocks.blocks.map(\.isHeading) == [true, false, false, false, false, false])
        #expect(blocks.blocks[3].linked == " link".utf8.count)
        #expect(blocks.blocks.map(\.words) == [1, 2, 1, 2, 2, 1])
    }
}
