import Bytes
import Configuration
import Identity
import Store
import Syndication
import Testing
import Transfer

@testable import Aggregator

@Suite("Removing injected links from a batch")
struct RemoveInjectedLinksTests {
    private static let names = ["Ada", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal"]

    private func prose(_ number: Int, _ place: Int) -> String {
        "<p>\(Self.names[number]) tells \(Self.names[place]) about the tram line, which is to run in the spring, and about the bridge that it is to cross.</p>"
    }

    private func link(_ number: Int) -> String {
        "<a href=\"https://news.test/other/\(number)\">\(Self.names[number]) on quite another story</a>"
    }

    /// What a poll brought, after the stages before this one.
    private func batch(_ numbers: Range<Int>, after state: SourceState = SourceState(), _ injected: (Int) -> String) throws -> Batch {
        let items = numbers.map {
            RSS.Item(
                title: "On \(Self.names[$0])", guid: "g\($0)", link: "https://news.test/story/\($0)",
                text: prose($0, 0) + injected($0) + prose($0, 1) + prose($0, 2) + prose($0, 3))
        }
        let document = Batch.Document(
            digest: 1, url: "https://news.test/feed", contentType: nil, isComplete: true, isDelta: false)
        var body = Body(bytes: Array(RSS(items).text.utf8))
        let source = try #require(Source(name: "news", url: "https://news.test/feed"))
        var batch = Batch(
            try Parse().parse(&body, document, of: source), document, of: source, state,
            at: .now(), lease: MemoryBudget(limit: 1 << 20).lease(0))
        Normalize().process(&batch)
        Learn().process(&batch)
        return batch
    }

    private func normalized(_ candidate: Candidate) throws -> (Item, Facets, ComparedContent) {
        guard case .normalized(let normalized) = candidate.stage else { throw CancellationError() }
        return (normalized.item, normalized.facets, normalized.compared)
    }

    @Test("what an item is recognized by and compared by stays; what is journaled is clean")
    func journaledAlone() throws {
        let before = try batch(0..<4) { "<p>See also: \(link($0))</p>" }
        var after = before
        RemoveInjectedLinks().process(&after)
        for (number, (old, new)) in zip(before.candidates, after.candidates).enumerated() {
            let (a, b) = (try normalized(old), try normalized(new))
            #expect(a.0 == b.0 && a.1 == b.1)
            #expect(a.2.versions(.nothing) == b.2.versions(.nothing))
            let journaled = b.0.with(try #require(new.cleaned))
            #expect(!journaled.contentText.contains("See also") && journaled.contentHTML?.contains("another story") == false)
            #expect(
                journaled.related == [Link(url: "https://news.test/other/\(number)", title: "\(Self.names[number]) on quite another story")]
            )
        }
        #expect(!after.itemMemory.isEmpty)
    }

    @Test("a batch with nothing of the kind is left alone, and nothing is remembered of it")
    func nothing() throws {
        var batch = try batch(0..<5) { number in number == 2 ? "<p>See also: \(link(number))</p>" : "" }
        RemoveInjectedLinks().process(&batch)
        #expect(batch.candidates.allSatisfy { $0.cleaned == nil })
        #expect(batch.itemMemory.isEmpty)
    }

    @Test("what the backlog leaves out is learnt from, and not cleaned")
    func leftOut() throws {
        var batch = try batch(0..<4) { "<p>See also: \(link($0))</p>" }
        for index in 1..<4 { batch.candidates[index].isLeftOut = true }
        RemoveInjectedLinks().process(&batch)
        #expect(batch.candidates.map { $0.cleaned != nil } == [true, false, false, false])
    }

    @Test("an item alone is cleaned by what its source is known to repeat")
    func remembered() throws {
        var first = try batch(0..<4) { "<p>See also: \(link($0))</p>" }
        RemoveInjectedLinks().process(&first)
        var state = SourceState()
        var unknown = try batch(5..<6) { "<p>See also: \(link($0))</p>" }
        RemoveInjectedLinks().process(&unknown)
        #expect(unknown.candidates[0].cleaned == nil)
        state.itemMemory = first.itemMemory
        var known = try batch(5..<6, after: state) { "<p>See also: \(link($0))</p>" }
        RemoveInjectedLinks().process(&known)
        #expect(known.candidates[0].cleaned?.related.count == 1)
    }

    static let traces: [(String, @Sendable (Int) -> String, Bool, Bool)] = [
        ("nothing", { _ in "" }, false, false),
        (
            "a label that others have", { "<p>See also: <a href=\"https://news.test/\($0)\">Another of the stories \(names[$0])</a></p>" },
            true, false
        ),
        (
            "a label of its own", { "<p>\(names[$0]): <a href=\"https://news.test/\($0)\">A story of the \(names[$0])</a></p>" }, false,
            false
        ),
        ("a label above", { "<h4>More</h4><p><a href=\"https://news.test/\($0)\">Another story of \(names[$0])</a></p>" }, true, false),
        ("a bare link", { "<p><a href=\"https://news.test/\($0)\">Another story of \(names[$0])</a></p>" }, true, false),
        (
            "a bare link on few", { $0 < 2 ? "<p><a href=\"https://news.test/\($0)\">Another story of \(names[$0])</a></p>" : "" }, false,
            false
        ),
        (
            "words behind the link",
            { "<p><a href=\"https://news.test/\($0)\">A story of \(names[$0])</a>, as told on that day by us</p>" }, false, false
        ),
        ("list items", { "<ul><li><a href=\"https://news.test/\($0)\">Another story of \(names[$0])</a></li></ul>" }, false, false),
        ("a block that all have", { _ in "<p>Follow us <a href=\"https://chat.test/\">there</a>, all of you</p>" }, false, true),
        (
            "a list item that all have", { _ in "<ul><li>Follow us <a href=\"https://chat.test/\">there</a>, all of you</li></ul>" }, false,
            false
        ),
    ]

    @Test("items are looked at closely where their document shows what it takes to tell", arguments: traces.indices)
    func trace(_ kind: Int) throws {
        let (name, inject, links, repetitions) = Self.traces[kind]
        let batch = try batch(0..<5, inject)
        var traces = InjectedTraces(batch.recurring.known, isRemembered: false)
        for candidate in batch.candidates { traces.add(try normalized(candidate).2) }
        #expect(traces[0].links == links, "\(name)")
        #expect(traces[0].repetitions == repetitions, "\(name)")
    }
}
