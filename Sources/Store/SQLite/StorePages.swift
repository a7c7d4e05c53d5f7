import GRDB

/// How much of the store a connection keeps in memory.
enum StorePages {
    /// In KiB: 4 MiB for a small store, which the system's own cache holds; 16 MiB for the inner pages of ten million items' tables, and some leaves.
    static let cache = 4 << 10...16 << 10
    /// One page in so many is enough for the inner ones.
    private static let share = 64

    static func cacheSize(ofStore kibibytes: Int) -> Int { min(max(kibibytes / share, cache.lowerBound), cache.upperBound) }

    static func fitCache(of db: Database) throws {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 4096
        try db.execute(sql: "PRAGMA cache_size = -\(cacheSize(ofStore: pages * (size / 1024)))")
    }
}
