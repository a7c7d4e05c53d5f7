import Bytes
import Configuration
import Testing
import Transfer

@testable import Store

@Suite("A source's state and its configuration")
struct SourceStateTests {
    private func source(_ url: String) throws -> Source { try #require(Source(name: "news", url: url)) }

    /// A state in which everything was learnt under a source's configuration.
    private func learnt(under source: Source) -> SourceState {
        var state = SourceState(id: 1)
        state.adapt(to: source)
        state.document.validators = Validators(etag: "\"a\"", lastModified: nil)
        state.document.bodyDigest = 1
        state.document.movedURL = "https://moved.example/feed"
        state.document.movingURL = "https://moved.example/feed"
        state.itemMemory = [1]
        state.schedule.nextDue = Timestamp(milliseconds: 1)
        state.schedule.notBefore = Timestamp(milliseconds: 2)
        state.schedule.failures = 3
        state.schedule.goneCount = 3
        state.schedule.lastGone = Timestamp(milliseconds: 3)
        state.shown = ShownItems([1: 2])
        state.hasBeenRead = true
        return state
    }

    @Test("the same configuration keeps all of it")
    func same() throws {
        let source = try source("https://example.org/feed")
        let before = learnt(under: source)
        var state = before
        state.adapt(to: source)
        #expect(state == before)
    }

    @Test("another one forgets the document, Retry-After, failures and a stop by 410, and keeps the items")
    func other() throws {
        var state = learnt(under: try source("https://example.org/feed"))
        let other = try source("https://example.org/other")
        state.adapt(to: other)
        var document = SourceState.DocumentState()
        document.configuration = other.digest
        #expect(state.document == document)
        #expect(state.schedule.notBefore == nil)
        #expect(state.schedule.nextDue == nil)
        #expect(state.schedule.failures == 0)
        #expect(!state.isStopped)
        #expect(state.schedule.lastGone == nil)
        #expect(state.itemMemory.isEmpty)
        #expect(state.shown == ShownItems([1: 2]))
        #expect(state.hasBeenRead)
    }

    @Test("how long items are remembered is taken from the configuration on every poll")
    func remember() throws {
        var source = try source("https://example.org/feed")
        var state = learnt(under: source)
        source.remember = .seconds(5)
        state.adapt(to: source)
        #expect(state.remember == .seconds(5))
    }

    @Test("it takes three answers of 410 to stop a source", arguments: [(0, false), (2, false), (3, true), (4, true)])
    func gone(count: Int, isStopped: Bool) {
        #expect(SourceState.isStopped(goneCount: count) == isStopped)
    }
}
