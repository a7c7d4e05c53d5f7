package import Bytes
import Foundation
import GRDB
package import Identity
import Syndication

/// What waits for its page.
extension StoreReading {
    /// All rounds, the oldest first.
    package func pageRounds() throws -> [PageRound] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT source.id, source.name, site, since FROM awaited JOIN source ON source.id = awaited.source ORDER BY since, site
                """)
        return rows.map {
            PageRound(source: $0[0], name: $0[1], site: $0[2], since: Timestamp(milliseconds: $0[3]))
        }
    }

    /// The pages of a round that have not been fetched.
    package func missingPages(of round: PageRound) throws -> [AwaitedPage] {
        let statement = try db.cachedStatement(
            sql: "SELECT id, url, turn FROM awaited WHERE source = ? AND site = ? AND since = ? AND article IS NULL ORDER BY id")
        let rows = try Row.fetchAll(statement, arguments: [round.source, round.site, round.since.milliseconds])
        return rows.map { AwaitedPage(id: $0[0], url: $0[1], turn: $0[2]) }
    }

    /// The items of a round behind the one with the number `id`, in order.
    package func awaited(in round: PageRound, after id: Int64, limit: Int) throws -> [AwaitedItem] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, item, url, turn, version, content, article FROM awaited
                WHERE source = ? AND site = ? AND since = ? AND id > ? ORDER BY id LIMIT ?
                """)
        let rows = try Row.fetchAll(statement, arguments: [round.source, round.site, round.since.milliseconds, id, limit])
        return rows.map {
            AwaitedItem(
                id: $0[0], item: $0[1], url: $0[2], turn: $0[3], version: UInt64(bitPattern: $0[4] as Int64), content: Array($0[5] as Data),
                article: ($0[6] as Data?).map(Array.init))
        }
    }

    /// Whether a row is as it was read.
    package func isAwaited(_ id: Int64, turn: Int) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM awaited WHERE id = ? AND turn = ?")
        return try Row.fetchOne(statement, arguments: [id, turn]) != nil
    }

    /// What the pages of a site are known to repeat.
    package func siteMemory(_ site: String) throws -> [UInt8]? {
        try Data.fetchOne(db, sql: "SELECT memory FROM site WHERE name = ?", arguments: [site]).map(Array.init)
    }
}

extension StoreWriting {
    /// The item waits for its page. Where it does already, it waits on with its feed's new content, and its page is to be fetched again.
    package func await(_ page: PageRequest, item: Int64, version: UInt64, content: [UInt8], source: Int64, since: Timestamp) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO awaited (item, source, site, since, url, version, content) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (item) DO UPDATE SET turn = turn + 1, url = excluded.url, version = excluded.version, content = excluded.content,
                    article = NULL
                """)
        try statement.execute(arguments: [
            item, source, page.site, since.milliseconds, page.url, Int64(bitPattern: version), Data(content),
        ])
    }

    /// The round that a waiting item belongs to.
    package func pageRound(ofItem item: Int64) throws -> PageRound? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT source.id, source.name, site, since FROM awaited JOIN source ON source.id = awaited.source WHERE item = ?
                """)
        return try Row.fetchOne(statement, arguments: [item]).map {
            PageRound(source: $0[0], name: $0[1], site: $0[2], since: Timestamp(milliseconds: $0[3]))
        }
    }

    /// The page has been fetched: what it says is kept until the round is over.
    package func keep(_ article: [UInt8], of page: AwaitedPage) throws {
        let statement = try db.cachedStatement(sql: "UPDATE awaited SET article = ? WHERE id = ? AND turn = ?")
        try statement.execute(arguments: [Data(article), page.id, page.turn])
    }

    package func waitIsOver(item: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM awaited WHERE item = ?").execute(arguments: [item])
    }

    /// Items are journaled beside the polls of their source.
    package func count(newItems: Int, ofSource source: Int64) throws {
        guard newItems > 0 else { return }
        try db.cachedStatement(sql: "UPDATE source SET items = items + ? WHERE id = ?").execute(arguments: [newItems, source])
    }

    /// How many sites are remembered; those read longest ago make room.
    package static let mostSites = 10_000

    package func setSiteMemory(_ memory: [UInt8], of site: String, now: Timestamp) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO site (name, last_read, memory) VALUES (?, ?, ?)")
            .execute(arguments: [site, now.milliseconds, Data(memory)])
        let count = try Int.fetchOne(db.cachedStatement(sql: "SELECT COUNT(*) FROM site")) ?? 0
        guard count > Self.mostSites else { return }
        try db.cachedStatement(sql: "DELETE FROM site WHERE name IN (SELECT name FROM site ORDER BY last_read LIMIT ?)")
            .execute(arguments: [Self.mostSites / 10])
    }
}
