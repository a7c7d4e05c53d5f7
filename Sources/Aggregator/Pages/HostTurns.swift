import Transfer

/// Says when a page's host may be asked: `per_host`, `delay_per_host` and `connections` hold for polls and pages together.
protocol HostTurns: Sendable {
    /// Waits until the host may be asked. The turn is to be given back.
    ///
    /// - Throws: `CancellationError` where the task is cancelled, or feedd stops.
    func turn(at host: String) async throws -> HostTurn

    func giveBack(_ turn: HostTurn) async

    /// The host asks to be left alone.
    func hold(host: String, for duration: Duration, status: Int) async
}

struct HostTurn: Sendable, Hashable {
    let number: UInt64
}

extension HostTurns {
    /// What `body` gives, in a turn of the host's.
    func inTurn<T: Sendable>(at host: String, _ body: @Sendable () async throws -> T) async throws -> T {
        let turn = try await turn(at: host)
        do {
            let result = try await body()
            await giveBack(turn)
            return result
        } catch {
            await giveBack(turn)
            throw error
        }
    }
}
