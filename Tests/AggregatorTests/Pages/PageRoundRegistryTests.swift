import Bytes
import Store
import Testing

@testable import Aggregator

@Suite("The rounds of pages under way")
struct PageRoundRegistryTests {
    private let round = PageRound(source: 1, name: "a", host: "example.org", since: Timestamp(milliseconds: 0))
    private let other = PageRound(source: 1, name: "a", host: "example.org", since: Timestamp(milliseconds: 1))

    @Test("a round has one run at a time; a second beginning has it look for pages once more")
    func joined() {
        var registry = PageRoundRegistry()
        #expect(registry.begin(round) == .run(1, after: nil))
        #expect(registry.begin(round) == .joined(1))
        #expect(registry.begin(round) == .joined(1))
        #expect(registry.endPass(of: 1, round) == true)
        #expect(registry.endPass(of: 1, round) == false)
        #expect(registry.isEmpty)
        #expect(registry.begin(round) == .run(2, after: nil))
    }

    @Test("the rounds of a source run side by side")
    func several() {
        var registry = PageRoundRegistry()
        #expect(registry.begin(round) == .run(1, after: nil))
        #expect(registry.begin(other) == .run(2, after: nil))
        #expect(registry.runs(ofSource: "a").sorted() == [1, 2])
        #expect(registry.runs(ofSource: "b").isEmpty)
        registry.end(1, round)
        #expect(registry.runs(ofSource: "a") == [2])
    }

    @Test("an interrupted round is begun again after its run has ended, whose end changes nothing then")
    func interrupted() {
        var registry = PageRoundRegistry()
        _ = registry.begin(round)
        registry.interrupt()
        #expect(registry.begin(round) == .run(2, after: 1))
        registry.end(1, round)
        #expect(registry.runs(ofSource: "a") == [2])
        #expect(registry.begin(round) == .joined(2))
        #expect(registry.endPass(of: 1, round) == false)
        #expect(registry.endPass(of: 2, round) == true)
    }

    @Test("an interrupted run does not look for pages once more")
    func noMore() {
        var registry = PageRoundRegistry()
        _ = registry.begin(round)
        _ = registry.begin(round)
        registry.interrupt()
        #expect(registry.endPass(of: 1, round) == false)
        #expect(registry.isEmpty)
    }

    @Test("after a stop no round begins")
    func stop() {
        var registry = PageRoundRegistry()
        _ = registry.begin(round)
        registry.stop()
        #expect(registry.begin(round) == .refused)
        #expect(registry.begin(other) == .refused)
        registry.end(1, round)
        #expect(registry.isEmpty)
    }
}
