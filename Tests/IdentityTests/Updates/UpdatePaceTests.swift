import Bytes
import Syndication
import Testing

@testable import Identity

/// When updates are journaled, without a clock.
@Suite("The pace of updates")
struct UpdatePaceTests {
    private let start = Timestamp(milliseconds: 1_800_000_000_000)
    private let minute = Duration.seconds(60)

    /// The minutes at which updates are journaled, of an item whose content is another at each of these.
    private func journaled(_ changes: some Sequence<Int>) -> [Int] {
        var pace = UpdatePace(start)
        var journaled: [Int] = []
        for change in changes {
            let now = start + minute * change
            guard pace.change(at: now) == .journal else { continue }
            pace.journal(at: now)
            journaled.append(change)
        }
        return journaled
    }

    @Test("two as they come, then one after an hour, doubling to a day")
    func doubling() {
        let day = 24 * 60
        #expect(journaled(0..<5_000) == [0, 1, 61, 181, 421, 901, 1_861, 1_861 + day, 1_861 + 2 * day])
    }

    @Test("changes further apart than their wait are journaled as they come")
    func slow() {
        let changes = [0, 30, 90, 300, 700, 1_500]
        #expect(journaled(changes) == changes)
    }

    @Test("behind a day without a change counting begins anew, and not before")
    func quiet() {
        let day = 24 * 60
        #expect(journaled([0, 1, 2, 3, 3 + day, 4 + day, 5 + day]) == [0, 1, 3 + day, 4 + day])
        #expect(journaled([0, 1, 2, 2 + day - 1, 3 + day, 4 + day]) == [0, 1, 2 + day - 1])
    }

    @Test("what is held back is held until its time, whatever comes in between")
    func due() {
        var pace = UpdatePace(updates: 2, journaled: start, changed: start)
        #expect(pace.change(at: start + minute) == .hold(until: start + minute * 60))
        #expect(pace.change(at: start + minute * 59) == .hold(until: start + minute * 60))
        #expect(pace.change(at: start + minute * 60) == .journal)
    }

    @Test("a clock that was set back holds nothing for longer")
    func clock() {
        var pace = UpdatePace(updates: 1_000, journaled: start, changed: start)
        let now = start - minute * 1_000_000
        #expect(pace.change(at: now) == .hold(until: now + UpdatePace.longestWait))
    }

    @Test("is remembered for so long from the day on which it left, or its source was read last")
    func retention() {
        let day = Duration.seconds(86_400)
        let left = Retention.day(of: start)
        #expect(!Retention(left: left, remember: day * 10, lastSuccess: start).isOver(at: start + day * 10))
        #expect(Retention(left: left, remember: day * 10, lastSuccess: start).isOver(at: start + day * 11))
        #expect(!Retention(left: nil, remember: day * 10, lastSuccess: start + day).isOver(at: start + day * 11))
        #expect(Retention(left: nil, remember: day * 10, lastSuccess: start).isOver(at: start + day * 11))
        #expect(!Retention(left: left, remember: nil, lastSuccess: nil).isOver(at: start + day * 10_000))
        #expect(!Retention(left: nil, remember: day, lastSuccess: nil).isOver(at: start))
    }
}
