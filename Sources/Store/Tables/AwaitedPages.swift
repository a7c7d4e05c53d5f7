package import Bytes
import GRDB
package import Identity

/// Items that wait for their page, and what is remembered of the sites that the pages are on.
extension StoreReading {
    /// All rounds, the oldest first.
    package func pageRounds() throws -> [PageRound] {
        var row = try statements(
            """
            SELECT DISTINCT source.id, source.name, site, since FROM awaited JOIN source ON source.id = awaited.source ORDER BY since, site
            """)
        var rounds: [PageRound] = []
        while try row.next() { rounds.append(PageRound(row)) }
        return rounds
    }

    /// The pages of a round that have not been fetched.
    package func missingPages(of round: PageRound) throws -> [AwaitedPage] {
        var row = try statements(
            "SELECT id, url, turn FROM awaited WHERE source = ? AND site = ? AND since = ? AND article IS NULL ORDER BY id")
        try row.bind(round)
        var pages: [AwaitedPage] = []
        while try row.next() {
            pages.append(AwaitedPage(id: row.integer(0), url: row.text(1) ?? "", contentRevision: Int(row.integer(2))))
        }
        return pages
    }

    /// The items of a round after the one with the number `id`, in order.
    package func awaited(in round: PageRound, after id: Int64, limit: Int) throws -> [AwaitedItem] {
        var row = try statements(
            """
            SELECT id, item, url, turn, version, content, article, article IS NULL FROM awaited
            WHERE source = ? AND site = ? AND since = ? AND id > ? ORDER BY id LIMIT ?
            """)
        try row.bind(round)
        try row.bind(id)
        try row.bind(limit)
        var items: [AwaitedItem] = []
        while try row.next() {
            items.append(
                AwaitedItem(
                    id: row.integer(0), item: row.integer(1), url: row.text(2) ?? "", contentRevision: Int(row.integer(3)),
                    contentHash: row.bits(4), content: row.bytes(5), article: row.integer(7) != 0 ? nil : row.bytes(6)))
        }
        return items
    }

    /// Whether the feed has said nothing else of an item since it was read.
    package func isAwaited(_ id: Int64, contentRevision: Int) throws -> Bool {
        var row = try statements("SELECT 1 FROM awaited WHERE id = ? AND turn = ?")
        try row.bind(id)
        try row.bind(contentRevision)
        defer { row.rewind() }
        return try row.next()
    }

    /// What the pages of a site are known to repeat (`SiteMemory.stored`).
    package func siteMemory(_ host: String) throws -> [UInt8]? {
        var row = try statements("SELECT memory FROM site WHERE name = ?")
        try row.bind(host)
        defer { row.rewind() }
        return try row.next() ? row.bytes(0) : nil
    }
}

extension StoreWriting {
    /// Has an item wait for its page. One that waits already goes on waiting with its feed's new content, and its page is to be fetched again.
    package func await(_ page: PageRequest, item: Int64, contentHash: UInt64, content: [UInt8], source: Int64, since: Timestamp) throws {
        var insert = try statements(
            """
            INSERT INTO awaited (item, source, site, since, url, version, content) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (item) DO UPDATE SET turn = turn + 1, url = excluded.url, version = excluded.version, content = excluded.content,
                article = NULL
            """)
        try insert.bind(item)
        try insert.bind(source)
        try insert.bind(page.host)
        try insert.bind(since.milliseconds)
        try insert.bind(page.url)
        try insert.bind(contentHash)
        try insert.bind(blob: content)
        try insert.run()
    }

    /// The round that a waiting item belongs to.
    package func pageRound(ofItem item: Int64) throws -> PageRound? {
        var row = try statements(
            """
            SELECT source.id, source.name, site, since FROM awaited JOIN source ON source.id = awaited.source WHERE item = ?
            """)
        try row.bind(item)
        defer { row.rewind() }
        return try row.next() ? PageRound(row) : nil
    }

    /// Keeps what a fetched page says until its round is over, unless the feed has said something else since.
    package func keep(_ article: [UInt8], of page: AwaitedPage) throws {
        var update = try statements("UPDATE awaited SET article = ? WHERE id = ? AND turn = ?")
        try update.bind(blob: article)
        try update.bind(page.id)
        try update.bind(page.contentRevision)
        try update.run()
    }

    /// The item does not wait for its page any more.
    package func endWait(ofItem item: Int64) throws {
        var delete = try statements("DELETE FROM awaited WHERE item = ?")
        try delete.bind(item)
        try delete.run()
    }

    /// Counts items that were journaled, or filtered, beside the polls of their source.
    package func count(newItems: Int, filtered: Int = 0, ofSource source: Int64) throws {
        guard newItems > 0 || filtered > 0 else { return }
        var update = try statements("UPDATE source SET items = items + ?, filtered = filtered + ? WHERE id = ?")
        try update.bind(newItems)
        try update.bind(filtered)
        try update.bind(source)
        try update.run()
    }

    /// How many sites are remembered; those whose pages were read longest ago make room.
    package static let mostSites = 10_000

    package func setSiteMemory(_ memory: [UInt8], of host: String, now: Timestamp) throws {
        var insert = try statements("INSERT OR REPLACE INTO site (name, last_read, memory) VALUES (?, ?, ?)")
        try insert.bind(host)
        try insert.bind(now.milliseconds)
        try insert.bind(blob: memory)
        try insert.run()
        let count = try Int.fetchOne(db.cachedStatement(sql: "SELECT COUNT(*) FROM site")) ?? 0
        guard count > Self.mostSites else { return }
        try db.cachedStatement(sql: "DELETE FROM site WHERE name IN (SELECT name FROM site ORDER BY last_read LIMIT ?)")
            .execute(arguments: [Self.mostSites / 10])
    }
}

extension PageRound {
    fileprivate init(_ row: RawStatement) {
        self.init(
            source: row.integer(0), name: row.text(1) ?? "", host: row.text(2) ?? "", since: Timestamp(milliseconds: row.integer(3)))
    }
}

extension RawStatement {
    fileprivate mutating func bind(_ round: PageRound) throws {
        try bind(round.source)
        try bind(round.host)
        try bind(round.since.milliseconds)
    }
}
