import Bytes
import Store
import Testing

@testable import Aggregator

@Suite("The ceilings of pages on other sites")
struct PageCeilingsTests {
    private let start = Timestamp(milliseconds: 1_795_428_900_000)

    @Test("a source has 200 pages an hour")
    func hour() {
        var ceilings = PageCeilings(SourceState.PageAllowance())
        let taken = (0..<250).count { _ in ceilings.take(at: start) }
        #expect(taken == PageCeilings.perHour)
        #expect(ceilings.take(at: start + .seconds(3_599)) == false)
        #expect(ceilings.take(at: start + .seconds(3_600)) == true)
        // A clock that was set back does not close a source.
        #expect(ceilings.take(at: start) == true)
    }

    @Test("what was taken counts in the next poll too")
    func nextPoll() {
        var first = PageCeilings(SourceState.PageAllowance())
        for _ in 0..<150 { _ = first.take(at: start) }
        var second = PageCeilings(first.allowance)
        #expect((0..<100).count { _ in second.take(at: start + .seconds(60)) } == 50)
    }

    @Test("that pages are left out is said once an hour")
    func tells() {
        var ceilings = PageCeilings(SourceState.PageAllowance())
        #expect(ceilings.tells(at: start) == true)
        #expect(ceilings.tells(at: start + .seconds(60)) == false)
        #expect(ceilings.tells(at: start + .seconds(3_600)) == true)
    }
}
