import GRDB

/// The tables of `state.sqlite`.
///
/// Sized for ten million items: numbers instead of texts, no index that a look-up does not need. Hashes are 64 bits in SQLite's signed integers.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE source (
                        id INTEGER PRIMARY KEY,
                        name TEXT NOT NULL UNIQUE,
                        -- the document
                        configuration INTEGER NOT NULL DEFAULT 0,
                        etag TEXT,
                        last_modified TEXT,
                        body_digest INTEGER,
                        moved_url TEXT,
                        moving_url TEXT,
                        title TEXT,
                        -- what the document asks of its pollers: seconds, and bit sets of hours and of days from Monday
                        ttl_minutes INTEGER,
                        update_period INTEGER,
                        skip_hours INTEGER NOT NULL DEFAULT 0,
                        skip_days INTEGER NOT NULL DEFAULT 0,
                        -- the schedule; times in milliseconds since 1970
                        last_poll INTEGER,
                        last_success INTEGER,
                        next_due INTEGER,
                        not_before INTEGER,
                        status INTEGER,
                        error TEXT,
                        failures INTEGER NOT NULL DEFAULT 0,
                        gone_count INTEGER NOT NULL DEFAULT 0,
                        last_gone INTEGER,
                        -- the items
                        habits INTEGER NOT NULL DEFAULT 0,
                        items INTEGER NOT NULL DEFAULT 0,
                        has_been_read INTEGER NOT NULL DEFAULT 0,
                        -- how long its items are remembered, in seconds
                        remember INTEGER
                    );
                    -- What a source's document held last. In a table of its own, since every poll writes the source's row.
                    CREATE TABLE content (
                        source INTEGER PRIMARY KEY,
                        shown BLOB NOT NULL,
                        recurring BLOB NOT NULL
                    );
                    CREATE TABLE item (
                        id INTEGER PRIMARY KEY,
                        key BLOB NOT NULL,
                        source INTEGER NOT NULL,
                        revision INTEGER NOT NULL,
                        version INTEGER NOT NULL,
                        cleaner INTEGER NOT NULL,
                        guid INTEGER NOT NULL,
                        url INTEGER NOT NULL,
                        title INTEGER NOT NULL,
                        text INTEGER NOT NULL,
                        published INTEGER,
                        public_id TEXT,
                        -- revision 0: left out of the journal; -1: waits for its page; -2: filtered. Hashes are 0 where there is none.
                        -- the day since 1970 on which its source stopped showing it
                        left_on INTEGER
                    );
                    -- What items are found by: Alias.hash.
                    CREATE TABLE alias (
                        hash INTEGER NOT NULL,
                        item INTEGER NOT NULL,
                        PRIMARY KEY (hash, item)
                    ) WITHOUT ROWID;
                    -- Hashes of contents that an item had before the one in its row.
                    CREATE TABLE version (
                        item INTEGER NOT NULL,
                        version INTEGER NOT NULL,
                        PRIMARY KEY (item, version)
                    ) WITHOUT ROWID;
                    -- Items that were updated lately: UpdatePace.
                    CREATE TABLE pace (
                        item INTEGER PRIMARY KEY,
                        updates INTEGER NOT NULL,
                        journaled INTEGER NOT NULL,
                        changed INTEGER NOT NULL
                    );
                    -- Updates that are held back: HeldUpdate.
                    CREATE TABLE held (
                        item INTEGER PRIMARY KEY,
                        due INTEGER NOT NULL,
                        version INTEGER NOT NULL,
                        feed_title TEXT,
                        feed_url TEXT NOT NULL,
                        extension_members BLOB NOT NULL,
                        members BLOB NOT NULL,
                        signature BLOB,
                        is_compared INTEGER NOT NULL
                    );
                    CREATE INDEX held_due ON held (due);
                    -- How far forgetting has come: Sweep, one row.
                    CREATE TABLE sweep (
                        id INTEGER PRIMARY KEY CHECK (id = 1),
                        item INTEGER NOT NULL,
                        alias_hash INTEGER NOT NULL,
                        alias_item INTEGER NOT NULL,
                        rounds INTEGER NOT NULL
                    );
                    -- What was journaled in the last days, oldest first, each revision by itself, to find near-duplicates: KnownStory.
                    CREATE TABLE signature (
                        -- Never given twice: the index in memory goes by it.
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        item INTEGER NOT NULL,
                        source INTEGER NOT NULL,
                        -- The key of the earliest item that tells the story, and whether that is another one.
                        original BLOB NOT NULL,
                        repeats INTEGER NOT NULL,
                        -- In seconds since 1970.
                        at INTEGER NOT NULL,
                        data BLOB NOT NULL
                    );
                    -- Items that wait for their page, in the order in which they are to be journaled.
                    CREATE TABLE awaited (
                        id INTEGER PRIMARY KEY,
                        item INTEGER NOT NULL UNIQUE,
                        -- a round: what one poll of a source asked of one host
                        source INTEGER NOT NULL,
                        site TEXT NOT NULL,
                        since INTEGER NOT NULL,
                        url TEXT NOT NULL,
                        -- how often the feed's content has changed meanwhile
                        turn INTEGER NOT NULL DEFAULT 0,
                        -- hash of the feed's content
                        version INTEGER NOT NULL,
                        -- JSON: what the feed says, and the page's article once it is there
                        content BLOB NOT NULL,
                        article BLOB
                    );
                    CREATE INDEX awaited_round ON awaited (source, site, since);
                    -- What the pages of a host repeat: SiteMemory.
                    CREATE TABLE site (
                        name TEXT PRIMARY KEY,
                        last_read INTEGER NOT NULL,
                        memory BLOB NOT NULL
                    ) WITHOUT ROWID;
                    -- Space that is taken and given back, to try whether there is any.
                    CREATE TABLE scratch (data BLOB NOT NULL);
                    -- The journal's last record that the store knows: one row.
                    CREATE TABLE position (
                        id INTEGER PRIMARY KEY CHECK (id = 1),
                        seq INTEGER NOT NULL,
                        key BLOB NOT NULL
                    );
                    """)
        }
        migrator.registerMigration("2") { db in
            // ItemMemory; most sources have none.
            try db.execute(sql: "ALTER TABLE content ADD COLUMN item_memory BLOB NOT NULL DEFAULT x''")
        }
        migrator.registerMigration("3") { db in
            try db.execute(
                sql: """
                    -- What is known to be lost of the journal: JournalLoss, one row.
                    CREATE TABLE journal_loss (
                        id INTEGER PRIMARY KEY CHECK (id = 1),
                        reported INTEGER NOT NULL,
                        epoch INTEGER NOT NULL
                    )
                    """)
        }
        migrator.registerMigration("4") { db in
            try db.execute(
                sql: """
                    -- Until when hosts are not asked: HostHold.
                    CREATE TABLE hold (
                        host TEXT PRIMARY KEY,
                        since INTEGER NOT NULL,
                        until INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    -- Pages of other sites that the source had fetched lately: PageAllowance.
                    ALTER TABLE source ADD COLUMN pages_since INTEGER;
                    ALTER TABLE source ADD COLUMN pages_taken INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE source ADD COLUMN pages_told INTEGER NOT NULL DEFAULT 0;
                    """)
        }
        migrator.registerMigration("5") { db in
            // How many items a list on a page usually has; feeds have none.
            try db.execute(sql: "ALTER TABLE source ADD COLUMN usual_items INTEGER")
        }
        migrator.registerMigration("6") { db in
            // How many of a source's items its filter left out.
            try db.execute(sql: "ALTER TABLE source ADD COLUMN filtered INTEGER NOT NULL DEFAULT 0")
        }
        return migrator
    }
}
