import Bytes
import Glibc
import Testing

@Suite("Deadlines in CPU time")
struct CPUDeadlineTests {
    @Test("work without a limit has all the time in the world")
    func none() {
        #expect(!CPUDeadline.none.isPassed)
    }

    @Test("a document has two seconds at least, however small it is", arguments: [0, 1, -1])
    func small(bytes: Int) {
        #expect(!CPUDeadline(ofDocument: bytes).isPassed)
    }

    @Test("the deadline is passed once the thread has worked for that long, and not by waiting")
    func worked() {
        let deadline = CPUDeadline(after: 5_000_000)
        usleep(20_000)
        #expect(!deadline.isPassed)
        var sum: UInt64 = 0
        while !deadline.isPassed { for place in 0..<1_000 as Range<UInt64> { sum = sum &* 31 &+ place } }
        #expect(deadline.isPassed && sum != 1)
    }
}
