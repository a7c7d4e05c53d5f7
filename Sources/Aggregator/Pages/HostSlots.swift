import Transfer

/// Says when a page's host may be asked: `per_host`, `delay_per_host` and `connections` hold for polls and pages together.
protocol HostSlots: Sendable {
    /// Waits until the host may be asked. The slot must be given back.
    ///
    /// - Throws: `CancellationError` where the task is cancelled, polling is paused, or feedd stops.
    func slot(at host: String) async throws -> HostSlot

    func giveBack(_ slot: HostSlot) async

    /// The host asked for fewer requests by answering with `status`: no request to it starts before `duration` has passed.
    func hold(host: String, for duration: Duration, status: Int) async
}

/// Permission for one request to a host, counted against its limits until it is given back.
struct HostSlot: Sendable, Hashable {
    let number: UInt64
}

extension HostSlots {
    /// Runs `body` while holding a slot of the host.
    func withSlot<T: Sendable>(at host: String, _ body: @Sendable () async throws -> T) async throws -> T {
        let slot = try await slot(at: host)
        do {
            let result = try await body()
            await giveBack(slot)
            return result
        } catch {
            await giveBack(slot)
            throw error
        }
    }
}
