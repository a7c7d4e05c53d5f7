import Bytes

extension StoreReading {
    /// The holds that were noted, those included that are over.
    package func hostHolds() throws -> [HostHold] {
        var rows = try statements("SELECT host, since, until FROM hold ORDER BY host")
        defer { rows.rewind() }
        var holds: [HostHold] = []
        while try rows.next() {
            guard let host = rows.text(0) else { continue }
            holds.append(
                HostHold(host: host, since: Timestamp(milliseconds: rows.integer(1)), until: Timestamp(milliseconds: rows.integer(2))))
        }
        return holds
    }
}

extension StoreWriting {
    /// Notes a hold; a host's longer one stays. Those that are over are forgotten.
    package func note(_ hold: HostHold) throws {
        var forget = try statements("DELETE FROM hold WHERE until <= ?")
        try forget.bind(hold.since.milliseconds)
        try forget.run()
        var insert = try statements(
            """
            INSERT INTO hold (host, since, until) VALUES (?, ?, ?)
            ON CONFLICT (host) DO UPDATE SET since = excluded.since, until = excluded.until WHERE excluded.until > hold.until
            """)
        try insert.bind(hold.host)
        try insert.bind(hold.since.milliseconds)
        try insert.bind(hold.until.milliseconds)
        try insert.run()
    }

    package func lift(host: String) throws {
        var delete = try statements("DELETE FROM hold WHERE host = ?")
        try delete.bind(host)
        try delete.run()
    }
}
