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

    /// Whether all that paused have been resumed or have ended.
    var isEmpty: Bool { transfers.allSatisfy { $0.easy == nil } }

    /// The leases to ask the budget about; nil where nothing has changed since the last call.
    func takeLeasesToNotify() -> [Lease]? {
        guard needsNotification else { return nil }
        needsNotification = false
        return transfers.compactMap(\.lease)
    }

    /// Resumes those that may grow, in order, as many as the room suffices for, and at least the first.
    func resume(in budget: MemoryBudget) {
        var room = budget.roomToGrow
        var hasResumed = false
        var left: Deque<HTTPTransfer> = []
        // A transfer that resumes may pause again at once, as libcurl hands over what it has buffered, and then goes to the end.
        let before = transfers
        transfers = []
        for transfer in before where transfer.easy != nil {
            let isLarge = budget.isLarge(transfer.held)
            guard transfer.hasRoom, !hasResumed || (isLarge ? room.large : room.small) > 0 else {
                left.append(transfer)
                continue
            }
            if isLarge { room.large -= transfer.nextGrowth } else { room.small -= transfer.nextGrowth }
            hasResumed = true
            transfer.resume()
        }
        transfers.prepend(contentsOf: left)
        needsNotification = !transfers.isEmpty
    }
}
