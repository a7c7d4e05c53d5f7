import Testing

@testable import Transfer

@Suite("Which transfers make way")
struct MakingWayTests {
    private func verdicts(
        _ candidates: [(TransferState.Standing, Int)], memory: Bool = false, connections: Bool = false, of limit: Int = 4
    ) -> [Int: MakingWay.Verdict] {
        let verdicts = MakingWay.verdicts(
            on: candidates.map { .init(standing: $0.0, held: $0.1) }, othersWaitForMemory: memory, othersWaitForConnections: connections,
            connections: limit)
        return Dictionary(uniqueKeysWithValues: verdicts.map { ($0.place, $0.verdict) })
    }

    @Test("whoever holds memory and brings little of it ends while others wait for some, and not otherwise")
    func slow() {
        let candidates: [(TransferState.Standing, Int)] = [
            (.receiving(speed: 800), 4 << 20), (.receiving(speed: 200_000), 4 << 20), (.receiving(speed: nil), 4 << 20),
            (.receiving(speed: 800), 16_000), (.receiving(speed: 0), 0), (.paused(.seconds(20)), 4 << 20), (.ending, 4 << 20),
        ]
        #expect(verdicts(candidates, memory: true) == [0: .tooSlow])
        #expect(verdicts(candidates).isEmpty)
    }

    @Test("more than half of the connections do not wait for an answer while others wait for one; who waited longest ends")
    func unanswered() {
        let candidates = [10, 30, 20, 9, 11].map { (TransferState.Standing.unanswered(.seconds($0)), 0) }
        #expect(
            verdicts(candidates, connections: true) == [
                1: .unanswered(after: .seconds(10)), 2: .unanswered(after: .seconds(10)), 4: .unanswered(after: .seconds(10)),
            ])
        #expect(verdicts(candidates).isEmpty)
        #expect(verdicts(Array(candidates.prefix(2)), connections: true).isEmpty)
        // None has waited for long enough.
        let young = [9, 9, 9, 9].map { (TransferState.Standing.unanswered(.seconds($0)), 0) }
        #expect(verdicts(young, connections: true).isEmpty)
    }

    @Test("a transfer that was paused for five minutes ends")
    func starved() {
        #expect(verdicts([(.paused(.seconds(299)), 10), (.paused(.seconds(300)), 10)]) == [1: .starved(after: .seconds(300))])
    }

    @Test("the speed is that of the last three seconds, not that of the burst before")
    func speed() {
        var speed = ReceivingSpeed()
        #expect(speed.sample(4_000_000, after: .seconds(1)) == nil)
        #expect(speed.sample(4_000_800, after: .seconds(2)) == nil)
        #expect(speed.sample(4_200_000, after: .seconds(3)) == 1_400_000)
        #expect(speed.sample(4_200_800, after: .seconds(4)) == 1_400_000)
        #expect(speed.sample(4_202_400, after: .seconds(6)) == 800)
    }
}
