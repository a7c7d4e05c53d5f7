import Bytes
import Identity
import Store
import Syndication

/// Forgets what sources have not shown for as long as they are to be remembered: inside the commits, a few hundred items at a time, so that none of
/// them takes notice. Ten million items are gone through in five days, where there is a commit every ten seconds.
struct Forgetting {
    private static let interval = Duration.seconds(10)
    private static let itemsAtOnce = 256
    private static let aliasesAtOnce = 1_024
    /// An alias that was passed while its item was not yet forgotten is met on the second round.
    private static let roundsBehind = 2

    private var last: Timestamp?

    init() {}

    /// Goes on from where the last step ended, if that was a while ago.
    mutating func step(_ store: StoreWriting, at now: Timestamp) throws {
        if let last, now >= last, now.since(last) < Self.interval { return }
        last = now
        let before = try store.reading.sweep()
        var sweep = before
        try forgetItems(store, &sweep, at: now)
        if sweep.rounds > 0 { try forgetAliases(store, &sweep) }
        if sweep != before { try store.save(sweep) }
        // It may have grown.
        try store.fitCache()
    }

    private func forgetItems(_ store: StoreWriting, _ sweep: inout Sweep, at now: Timestamp) throws {
        var seen = 0
        var last = sweep.item
        var over: [Int64] = []
        try store.reading.eachRetention(behind: sweep.item, limit: Self.itemsAtOnce) { item, retention in
            seen += 1
            last = item
            if retention.isOver(at: now) { over.append(item) }
        }
        // The store gives a new item the number behind the highest: the highest stays, so that none is given twice.
        let highest = try over.isEmpty ? nil : store.reading.lastItem()
        for item in over where item != highest {
            try store.forget(item)
            sweep.rounds = Self.roundsBehind
        }
        if last > sweep.item { try store.forgetPaces(of: (sweep.item + 1)...last, before: now - UpdatePace.longestWait) }
        sweep.item = seen < Self.itemsAtOnce ? 0 : last
    }

    private func forgetAliases(_ store: StoreWriting, _ sweep: inout Sweep) throws {
        let aliases = try store.reading.aliases(behind: sweep, limit: Self.aliasesAtOnce)
        for alias in aliases where alias.isOrphan { try store.forgetAlias(hash: alias.hash, item: alias.item) }
        if aliases.count == Self.aliasesAtOnce, let last = aliases.last {
            (sweep.aliasHash, sweep.aliasItem) = (last.hash, last.item)
        } else {
            (sweep.aliasHash, sweep.aliasItem) = (.min, 0)
            sweep.rounds -= 1
        }
    }
}
