import Bytes
import Identity
import Journal
import Syndication
import TestSupport
import Testing

@testable import Store

@Suite("Held updates in the store", .slow, .tags(.slow))
struct UpdatesTests {
    private static let now = Timestamp(milliseconds: 1_795_000_000_000)

    @Test(
        "are due when their time has come, or when it is further off than any update waits, as the clock was set back",
        arguments: [
            (.seconds(-1), true), (.zero, true), (.seconds(1), false), (UpdatePace.longestWait, false),
            (UpdatePace.longestWait + .seconds(1), true), (.seconds(365 * 86_400), true),
        ] as [(Duration, Bool)])
    func due(after: Duration, isDue: Bool) throws {
        let directory = try TemporaryDirectory()
        let store = try Store(path: directory.path + "/" + Store.fileName)
        try store.write { store in
            let source = try store.state(of: "news")
            let item = try store.insert(
                StoredItem(
                    key: ItemKey(high: 1, low: 1), source: source.id, standing: .journaled(revision: 3), contentHash: 1))
            try store.hold(
                HeldUpdate(
                    item: item, due: Self.now + after, contentHash: 2,
                    content: RecordContent(
                        feed: FeedReference(title: nil, url: "https://example.org/"), encoded: EncodedItem(Item(), in: .journal),
                        signature: nil),
                    isCompared: true))
        }
        let found = try store.read { try $0.dueHeldUpdate(at: Self.now) }
        #expect((found != nil) == isDue)
        #expect(found?.source == (isDue ? "news" : nil))
    }
}
