import DequeModule

/// The transfers that paused because the memory budget has no room, in the order in which they paused.
final class PausedTransfers {
    /// Those that have ended since are still in it.
    private var transfers: Deque<HTTPTransfer> = []
    /// Whether the budget has to be asked again to tell when there is room.
    private var needsNotification = false

    func append(_ transfer: HTTPTransfer) {
        transfers.append(transfer)
        needsNotification = true
    }

    /// The leases to ask the budget about; nil where nothing has changed since the last call.
    func takeLeasesToNotify() -> [Lease]? {
        guard needsNotification else { return nil }
        needsNotification = false
        return transfers.compactMap(\.lease)
    }

    /// Resumes the first ones: as many as `room` bytes suffice for, and at least the first that may grow.
    func resume(room: Int) {
        var room = room
        var hasResumed = false
        var left: Deque<HTTPTransfer> = []
        // A transfer that resumes may pause again at once, as libcurl hands over what it has buffered, and then goes to the end.
        let before = transfers
        transfers = []
        for transfer in before where transfer.easy != nil {
            guard room > 0 || !hasResumed && transfer.hasRoom else {
                left.append(transfer)
                continue
            }
            room -= transfer.nextGrowth
            hasResumed = true
            transfer.resume()
        }
        transfers.prepend(contentsOf: left)
        needsNotification = !transfers.isEmpty
    }
}
