import Bytes
import Testing

@testable import Aggregator

@Suite("The ceilings of pages on other sites")
struct PageCeilingsTests {
    private let start = Timestamp(milliseconds: 1_795_428_900_000)

    @Test("a source has 200 pages an hour, each source its own")
    func hour() {
        var ceilings = PageCeilings()
        let taken = (0..<250).count { _ in ceilings.take(of: "a", at: start) }
        #expect(taken == PageCeilings.perHour)
        #expect(ceilings.take(of: "a", at: start + .seconds(3_599)) == false)
        #expect(ceilings.take(of: "b", at: start) == true)
        #expect(ceilings.take(of: "a", at: start + .seconds(3_600)) == true)
        // A clock that was set back does not close a source.
        #expect(ceilings.take(of: "a", at: start) == true)
    }

    @Test("that pages are left out is said once an hour")
    func tells() {
        var ceilings = PageCeilings()
        #expect(ceilings.tells(of: "a", at: start) == true)
        #expect(ceilings.tells(of: "a", at: start + .seconds(60)) == false)
        #expect(ceilings.tells(of: "b", at: start + .seconds(60)) == true)
        #expect(ceilings.tells(of: "a", at: start + .seconds(3_600)) == true)
    }
}
