import Testing

@testable import Transfer

@Suite("The shares of the memory budget")
struct MemorySharesTests {
    /// A budget of 128 kB: small is below 1,000 bytes, and a share is 32,000.
    private var shares = MemoryShares(limit: 128_000)

    private mutating func lease(_ size: Int) -> UInt64 {
        let id = shares.open()
        shares.change(id, from: 0, to: size)
        return id
    }

    @Test("32 MiB have small leases below 256 KiB, and shares of 8 MiB")
    func sizes() {
        let shares = MemoryShares(limit: 32 << 20)
        #expect(shares.small == 256 << 10)
        #expect(shares.share == 8 << 20)
    }

    @Test("small leases have room whatever large ones hold")
    mutating func small() {
        for _ in 0..<3 { _ = lease(32_000) }
        let small = lease(900)
        #expect(shares.roomOfLarge == 0)
        #expect(shares.mayGrow(small))
        #expect(shares.hasRoomToBegin)
    }

    @Test("while small ones fill the limit, the oldest of all may still grow")
    mutating func full() {
        let leases = (0..<143).map { _ in lease(900) }
        #expect(!shares.hasRoomToBegin)
        #expect(shares.mayGrow(leases[0]) && !shares.mayGrow(leases[1]))
    }

    @Test("above twice the limit not even small ones grow")
    mutating func hardLimit() {
        _ = lease(260_000)
        let small = lease(10)
        #expect(!shares.mayGrow(small) && !shares.hasRoomToBegin)
    }

    @Test("a large lease grows to a share while large ones are below three quarters; beyond its share only the oldest large one grows")
    mutating func large() {
        let small = lease(10)
        let (first, second) = (lease(32_000), lease(31_000))
        #expect(shares.mayGrow(first) && shares.mayGrow(second))
        shares.change(second, from: 31_000, to: 32_000)
        #expect(shares.mayGrow(first) && !shares.mayGrow(second))
        let third = lease(20_000)
        #expect(shares.mayGrow(third))
        let fourth = lease(12_000)
        #expect(!shares.mayGrow(third) && !shares.mayGrow(fourth))
        shares.close(first, 32_000)
        #expect(shares.mayGrow(second) && !shares.mayGrow(third) && !shares.mayGrow(first))
        shares.change(nil, from: 32_000, to: 0)
        #expect(shares.mayGrow(third) && shares.mayGrow(small))
    }

    @Test("closed leases of three quarters stop even the oldest, and what they return is free again")
    mutating func closed() {
        shares.change(nil, from: 0, to: 96_000)
        let first = lease(2_000)
        #expect(!shares.mayGrow(first))
        shares.change(nil, from: 96_000, to: 0)
        #expect(shares.mayGrow(first))
        #expect(shares.used == 2_000)
    }

    @Test("work takes up to a share each and three quarters in all, and one larger piece of work goes on beside it")
    mutating func work() {
        for _ in 0..<3 {
            #expect(shares.mayWork(32_000))
            shares.beginWork(32_000)
        }
        #expect(!shares.mayWork(5_000))
        #expect(shares.mayWork(3_999))
        #expect(shares.mayWork(500_000))
        shares.beginWork(500_000)
        #expect(!shares.mayWork(33_000))
        shares.endWork(500_000)
        shares.endWork(32_000)
        #expect(shares.mayWork(33_000) && shares.mayWork(32_000) && shares.mayWork(5_000))
    }

    @Test("work that would exceed three quarters alone begins alone")
    mutating func alone() {
        shares.beginWork(3_000)
        #expect(shares.mayWork(32_000))
        shares.beginWork(32_000)
        #expect(shares.mayWork(32_000))
    }
}
