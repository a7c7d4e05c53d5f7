import DequeModule

/// Decides who may take how much of a memory budget. A state machine without locks and waiting: ``MemoryBudget`` is the shell around it.
///
/// No lease that is large can keep others from their work:
///
/// - A lease below ``small`` is counted apart from larger ones, and has room while all small ones together are below the limit.
/// - A larger one may grow to its ``share``, a quarter of the limit, while all large ones are below three quarters.
/// - Beyond its share only the oldest one that is growing may go on. So every body is received in the end, even one that is larger than the budget.
/// - Work on a document takes its memory before it begins: up to a share each and three quarters together, and one larger piece of work at a time.
///
/// Nothing waits for ever, provided that whoever waits to begin holds no lease that grows.
struct MemoryShares {
    typealias LeaseID = UInt64

    let limit: Int
    /// The largest lease that waits for no others but small ones. With 32 MiB, 256 KiB.
    let small: Int
    /// What a lease may take while others want some, too.
    let share: Int

    /// The bytes of small leases and of large ones.
    private var usedBySmall = 0
    private var usedByLarge = 0
    /// The part of `usedByLarge` that growing leases hold.
    private var growingLarge = 0
    /// The growing leases, with their bytes.
    private var growing: [LeaseID: Int] = [:]
    /// The growing leases, oldest first. Lazy deletion: a closed lease is removed once it is the first.
    private var byAge: Deque<LeaseID> = []
    /// What work holds that is within a share, and what larger work does.
    private var usedByWork = 0
    private var usedByLargeWork = 0
    private var lastID: LeaseID = 0

    init(limit: Int) {
        self.limit = limit
        small = limit / 128
        share = limit / 4
    }

    /// All bytes in use. May exceed the limit, see above.
    var used: Int { usedBySmall + usedByLarge + usedByWork + usedByLargeWork }

    mutating func makeID() -> LeaseID {
        lastID &+= 1
        return lastID
    }
}

// MARK: - Leases

extension MemoryShares {
    /// A lease that grows, until it is closed.
    mutating func open() -> LeaseID {
        let id = makeID()
        growing[id] = 0
        byAge.append(id)
        return id
    }

    /// The size of a lease changes, whether or not there is room.
    ///
    /// - Parameter id: of a growing lease; nil for one of a fixed size.
    mutating func change(_ id: LeaseID?, from old: Int, to new: Int) {
        count(-old, of: old)
        count(new, of: new)
        guard let id, growing[id] != nil else { return }
        growing[id] = new
        growingLarge += (isLarge(new) ? new : 0) - (isLarge(old) ? old : 0)
    }

    /// A lease of that size stops growing: the next oldest one may exceed its share now.
    mutating func close(_ id: LeaseID, _ size: Int) {
        guard growing.removeValue(forKey: id) != nil else { return }
        if isLarge(size) { growingLarge -= size }
        while let first = byAge.first, growing[first] == nil { byAge.removeFirst() }
    }

    private mutating func count(_ bytes: Int, of size: Int) {
        if isLarge(size) { usedByLarge += bytes } else { usedBySmall += bytes }
    }

    func isLarge(_ size: Int) -> Bool { size >= small }
}

// MARK: - Room

extension MemoryShares {
    /// Whether a transfer may begin.
    var hasRoomToBegin: Bool { usedBySmall < limit && used < Self.hardLimits * limit }

    /// Whether a growing lease may take more. A closed one may not.
    func mayGrow(_ id: LeaseID) -> Bool {
        guard let size = growing[id] else { return false }
        if !isLarge(size) { return hasRoomToBegin || byAge.first == id }
        if size < share, roomOfLarge > 0 { return true }
        return usedByLarge - growingLarge < limit - share && byAge.first { isLarge(growing[$0] ?? 0) } == id
    }

    /// What growing leases may take now, apart from the oldest: small ones and large ones.
    var roomOfSmall: Int { hasRoomToBegin ? limit - usedBySmall : 0 }
    var roomOfLarge: Int { limit - share - usedByLarge }

    /// All leases together are bounded by so many times the limit: small ones are held back above it, too.
    private static let hardLimits = 2
}

// MARK: - Work

extension MemoryShares {
    /// Whether work that needs so many bytes may begin.
    func mayWork(_ bytes: Int) -> Bool {
        if bytes < 4 * small { return true }
        if bytes > share { return usedByLargeWork == 0 }
        return usedByWork == 0 || usedByWork + bytes <= limit - share
    }

    mutating func beginWork(_ bytes: Int) { count(work: bytes, of: bytes) }
    mutating func endWork(_ bytes: Int) { count(work: -bytes, of: bytes) }

    private mutating func count(work bytes: Int, of size: Int) {
        if size > share { usedByLargeWork += bytes } else { usedByWork += bytes }
    }
}
