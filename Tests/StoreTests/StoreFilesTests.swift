import Bytes
import Foundation
import GRDB
import Identity
import Journal
import TestSupport
import Testing

@testable import Store

@Suite("The store's files", .slow, .tags(.slow))
struct StoreFilesTests {
    private let temporary: TemporaryDirectory
    private var directory: String { temporary.path }
    private var path: String { "\(directory)/\(Store.fileName)" }
    private var names: [String] { temporary.names }
    private let now = Timestamp(milliseconds: 1_795_341_600_000)

    init() throws {
        temporary = try TemporaryDirectory()
    }

    private func position(_ seq: UInt64) -> JournalPosition { JournalPosition(seq: seq, key: ItemKey(high: 1, low: seq)) }

    private func read(_ path: String) throws -> JournalPosition? { try Store(readingFrom: path).read { try $0.position() } }

    private func mode(_ suffix: String) -> mode_t {
        var status = stat()
        return stat(path + suffix, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test("are open to owner and group, whatever the umask", arguments: [0o000, 0o022, 0o077] as [mode_t])
    func permissions(mask: mode_t) throws {
        let before = umask(mask)
        defer { umask(before) }
        let store = try Store(path: path)
        try store.write { try $0.setPosition(position(1)) }
        for suffix in ["", "-wal", "-shm"] { #expect(mode(suffix) == 0o640) }
    }

    @Test("that others could read are closed to them", arguments: [(0o644, 0o640), (0o666, 0o660), (0o600, 0o600)] as [(mode_t, mode_t)])
    func closed(before: mode_t, after: mode_t) throws {
        try Store(path: path).close()
        chmod(path, before)
        _ = try Store(path: path)
        #expect(mode("") == after)
    }

    @Test("that are symbolic links are refused, and what they lead to stays as it is", arguments: ["", "-wal", "-shm"])
    func links(suffix: String) throws {
        try Store(path: path).close()
        temporary.write("victim", [])
        chmod("\(directory)/victim", 0o644)
        unlink(path + suffix)
        symlink("victim", path + suffix)
        for open in [{ try Store(path: path) }, { try Store(readingFrom: path) }] {
            let error = #expect(throws: StoreError.self) { try open() }
            #expect(try #require(error).description.hasPrefix("\(path)\(suffix): is a symbolic link"))
        }
        var status = stat()
        #expect(stat("\(directory)/victim", &status) == 0 && status.st_mode & 0o777 == 0o644 && status.st_size == 0)
    }

    @Test("are one file when the store was closed, which is whole")
    func close() throws {
        let store = try Store(path: path)
        try store.write { try $0.setPosition(position(7)) }
        store.close()
        #expect(names == [Store.fileName])
        #expect(try read(path) == position(7))
    }

    @Test(
        "can be read where nothing can be made beside them: none is, neither of a closed store nor beside an open one",
        arguments: [true, false])
    func readOnly(isClosed: Bool) throws {
        let store = try Store(path: path)
        try store.write { try $0.setPosition(position(7)) }
        if isClosed { store.close() }
        let before = names
        #expect(try read(path) == position(7))
        #expect(names == before)
        #expect(names.count == (isClosed ? 1 : 3))
    }

    @Test("have a name that may need to be encoded")
    func oddName() throws {
        let path = "\(directory)/50% of ?state#.sqlite"
        let store = try Store(path: path)
        try store.write { try $0.setPosition(position(7)) }
        store.close()
        #expect(try read(path) == position(7))
    }

    @Test("that are not there are an error of their own")
    func missing() throws {
        let error = #expect(throws: StoreError.self) { try Store(readingFrom: path) }
        guard case .missing = error else { return #expect(error == nil) }
        #expect(names.isEmpty)
    }

    @Test("are copied as one file, beside an earlier copy")
    func copy() throws {
        let store = try Store(path: path)
        try store.write { try $0.setPosition(position(7)) }
        #expect(try store.copy(now: now) == path + ".20261122T100000Z")
        try store.write { try $0.setPosition(position(8)) }
        #expect(try store.copy(now: now) == path + ".20261122T100000Z-2")
        #expect(try read(path + ".20261122T100000Z") == position(7))
        #expect(try read(path + ".20261122T100000Z-2") == position(8))
    }

    @Test("of a damaged store are set aside with the position, if it can be read", arguments: [true, false])
    func setAside(isReadable: Bool) throws {
        do {
            let store = try Store(path: path)
            try store.write { try $0.setPosition(position(7)) }
            store.close()
        }
        if !isReadable { try String(repeating: "no database ", count: 1000).write(toFile: path, atomically: true, encoding: .utf8) }
        let aside = try Store.setAside(path: path, now: now)
        #expect(aside.path == path + ".damaged-20261122T100000Z")
        #expect(aside.position == (isReadable ? position(7) : nil))
        #expect(names == [Store.fileName + ".damaged-20261122T100000Z"])
    }

    @Test("of a condemned store are damaged until they are set aside")
    func condemned() throws {
        let store = try Store(path: path)
        store.condemn()
        store.close()
        let error = #expect(throws: StoreError.self) { try Store(path: path) }
        #expect(error?.isDamage == true)
        _ = try Store.setAside(path: path, now: now)
        _ = try Store(path: path)
    }

    // MARK: - While the store is open

    @Test(
        "that are removed while the store is open are written back, and stay the store's",
        arguments: [["", "-wal", "-shm"], [""], ["-wal"], ["-wal", "-shm"]])
    func removed(suffixes: [String]) throws {
        let store = try Store(path: path)
        try store.write { try $0.setPosition(position(7)) }
        #expect(try store.restoreFiles(now: now) == nil)
        for suffix in suffixes { unlink(path + suffix) }
        let restoration = try #require(try store.restoreFiles(now: now))
        #expect(restoration.description.hasPrefix("\(path): was removed or replaced while feedd runs"))
        #expect(try store.restoreFiles(now: now) == nil)
        #expect(try store.read { try $0.position() } == position(7))
        try store.write { try $0.setPosition(position(8)) }
        store.close()
        #expect(names == [Store.fileName])
        #expect(try read(path) == position(8))
        #expect(mode("") == 0o640)
    }

    @Test("that another store takes the place of are written back, and the other one is set aside")
    func replaced() throws {
        do {
            let other = try Store(path: directory + "/other")
            try other.write { try $0.setPosition(position(99)) }
            other.close()
        }
        let store = try Store(path: path)
        try store.write { try $0.setPosition(position(7)) }
        rename(directory + "/other", path)
        _ = try #require(try store.restoreFiles(now: now))
        #expect(try store.read { try $0.position() } == position(7))
        #expect(try read(path + ".20261122T100000Z") == position(99))
    }

    @Test("that are moved away with their directory cannot be written back: that is an error")
    func directoryMoved() throws {
        let inner = directory + "/state"
        try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
        let store = try Store(path: inner + "/" + Store.fileName)
        rename(inner, directory + "/elsewhere")
        #expect(throws: StoreError.self) { try store.restoreFiles(now: now) }
        rename(directory + "/elsewhere", inner)
        #expect(try store.restoreFiles(now: now) == nil)
    }

    // MARK: - Forms of before

    @Test("of an earlier release are gone on with")
    func earlierRelease() throws {
        do {
            let queue = try DatabaseQueue(path: path)
            try StoreSchema.migrator.migrate(queue, upTo: "2")
            try queue.write { db in
                try db.execute(sql: "INSERT INTO source (name, items) VALUES ('news', 3)")
                try db.execute(
                    sql: """
                        INSERT INTO item (key, source, revision, version, cleaner, guid, url, title, text, left_on)
                        VALUES (x'00000000000000010000000000000002', 1, 2, 5, 1, 0, 6, 7, 0, 20000)
                        """)
            }
        }
        let store = try Store(path: path)
        let item = try store.read { try $0.item(1) }
        #expect(
            item
                == StoredItem(
                    id: 1, key: ItemKey(high: 1, low: 2), source: 1, standing: .journaled(revision: 2), contentHash: 5, cleaningRelease: 1,
                    url: 6, title: 7, absentSince: 20_000))
        #expect(try store.read { try $0.state(of: "news") }?.items == 3)
        #expect(try store.read { try $0.journalLoss() } == JournalLoss())
    }
}
