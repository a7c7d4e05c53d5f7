import Glibc
import Testing

@testable import Journal

@Suite struct JournalWriterTests {
    private let directory = TemporaryDirectory()
    private let faults = FaultyFiles()
    private let live = "feedd.jsonl"

    private func writer() throws -> JournalWriter { try JournalWriter(directory: directory.path, files: faults.files) }

    private func append(_ range: ClosedRange<UInt64>, to writer: JournalWriter) throws {
        try writer.append(lines(range), firstSeq: range.lowerBound)
    }

    @Test("groups follow each other in the live segment, and a new writer goes on behind them")
    func groups() throws {
        try append(1...3, to: writer())
        let second = try writer()
        try append(4...4, to: second)
        try append(5...6, to: second)
        #expect(directory.read(live) == lines(1...6))
        #expect(directory.names == [live])
    }

    @Test("the directory and those above it are made, for the owner and the group")
    func makesDirectory() throws {
        let path = directory.path + "/a/b"
        _ = try JournalWriter(directory: path)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 & ~0o750 == 0)
        #expect(stat(path + "/feedd.jsonl", &status) == 0)
        #expect(status.st_mode & 0o777 & ~0o640 == 0)
    }

    @Test("where no space is left nothing is written", arguments: [ENOSPC, EDQUOT, EFBIG, EIO])
    func reserveFails(code: Int32) throws {
        let writer = try writer()
        try append(1...1, to: writer)
        faults.plan(.reserve, .fail(code))
        let error = #expect(throws: JournalError.self) { try append(2...2, to: writer) }
        #expect(error?.action == .reserve)
        #expect(error?.failure.code == code)
        #expect(error?.isOutOfSpace == (code != EIO))
        #expect(faults.count(.write) == 1)
        #expect(directory.read(live) == lines(1...1))
        try append(2...2, to: writer)
        #expect(directory.read(live) == lines(1...2))
    }

    @Test("a file system that cannot reserve is written all the same", arguments: [EOPNOTSUPP, ENOSYS])
    func cannotReserve(code: Int32) throws {
        let writer = try writer()
        faults.plan(.reserve, .fail(code))
        try append(1...2, to: writer)
        #expect(directory.read(live) == lines(1...2))
    }

    @Test("a write that fails half way leaves nothing", arguments: [ENOSPC, EIO, EFBIG])
    func writeFails(code: Int32) throws {
        let writer = try writer()
        try append(1...1, to: writer)
        faults.plan(.write, .short(300), .fail(code))
        let error = #expect(throws: JournalError.self) { try append(2...4, to: writer) }
        #expect(error?.action == .write)
        #expect(directory.read(live) == lines(1...1))
        try append(2...4, to: writer)
        #expect(directory.read(live) == lines(1...4))
    }

    @Test("a write that does nothing is an error, not a loop")
    func writeStalls() throws {
        let writer = try writer()
        faults.plan(.write, .short(0))
        #expect(throws: JournalError.self) { try append(1...1, to: writer) }
    }

    @Test("short writes and interruptions are gone on from")
    func interrupted() throws {
        let writer = try writer()
        faults.plan(.reserve, .fail(EINTR), .fail(EINTR))
        faults.plan(.write, .fail(EINTR), .short(1), .fail(EINTR), .short(100), .pass)
        faults.plan(.sync, .fail(EINTR))
        try append(1...3, to: writer)
        #expect(directory.read(live) == lines(1...3))
    }

    @Test("what could not be cut back is cut before the next group")
    func cutFails() throws {
        let writer = try writer()
        try append(1...1, to: writer)
        faults.plan(.write, .short(300), .fail(EIO))
        faults.plan(.truncate, .fail(EIO), .fail(EIO))
        #expect(throws: JournalError.self) { try append(2...4, to: writer) }
        #expect(throws: JournalError.self) { try append(2...4, to: writer) }
        try append(2...2, to: writer)
        #expect(directory.read(live) == lines(1...2))
    }

    @Test("a sync that fails closes the segment where it was synced last, and another begins")
    func syncFails() throws {
        let writer = try writer()
        try append(17...18, to: writer)
        faults.plan(.sync, .fail(EIO))
        let error = #expect(throws: JournalError.self) { try append(19...20, to: writer) }
        #expect(error?.action == .sync)
        #expect(directory.names == ["feedd-00000000000000000017.jsonl", live])
        #expect(directory.read("feedd-00000000000000000017.jsonl") == lines(17...18))
        #expect(directory.read(live).isEmpty)
        try append(19...20, to: writer)
        #expect(directory.read(live) == lines(19...20))
        faults.plan(.sync, .fail(EIO))
        #expect(throws: JournalError.self) { try append(21...21, to: writer) }
        #expect(directory.read("feedd-00000000000000000019.jsonl") == lines(19...20))
    }

    @Test("a sync that fails in an empty segment leaves an empty segment, in another file")
    func firstSyncFails() throws {
        let writer = try writer()
        let before = inode(live)
        // Held open, so that its inode is not used again.
        let held = open(directory.path + "/" + live, O_RDONLY)
        defer { close(held) }
        faults.plan(.sync, .fail(EIO))
        #expect(throws: JournalError.self) { try append(1...2, to: writer) }
        #expect(directory.names == [live])
        #expect(directory.read(live).isEmpty)
        #expect(inode(live) != before)
        try append(1...2, to: writer)
        #expect(directory.read(live) == lines(1...2))
    }

    @Test("while a segment whose sync failed cannot be closed, nothing is written", arguments: [FaultyFiles.Call.truncate, .rename])
    func sealFails(call: FaultyFiles.Call) throws {
        let writer = try writer()
        try append(1...1, to: writer)
        faults.plan(.sync, .fail(EIO))
        faults.plan(call, .fail(EIO), .fail(EIO), .fail(EIO))
        #expect(throws: JournalError.self) { try append(2...2, to: writer) }
        #expect(throws: JournalError.self) { try append(2...2, to: writer) }
        #expect(throws: JournalError.self) { try writer.probe() }
        #expect(faults.count(.write) == 2)
        try append(2...2, to: writer)
        #expect(directory.read("feedd-00000000000000000001.jsonl") == lines(1...1))
        #expect(directory.read(live) == lines(2...2))
    }

    @Test("a closed segment is never replaced")
    func nameTaken() throws {
        let writer = try writer()
        try append(1...1, to: writer)
        directory.write("feedd-00000000000000000001.jsonl", Array("other\n".utf8))
        faults.plan(.sync, .fail(EIO))
        #expect(throws: JournalError.self) { try append(2...2, to: writer) }
        let error = #expect(throws: JournalError.self) { try append(2...2, to: writer) }
        #expect(error?.failure.code == EEXIST)
        #expect(directory.read("feedd-00000000000000000001.jsonl") == Array("other\n".utf8))
        #expect(directory.read(live) == lines(1...1))
    }

    @Test("a probe sees what a group would meet, and leaves nothing behind")
    func probe() throws {
        let writer = try writer()
        try append(1...1, to: writer)
        try writer.probe()
        faults.plan(.reserve, .fail(ENOSPC))
        #expect(throws: JournalError.self) { try writer.probe() }
        faults.plan(.sync, .fail(EIO))
        #expect(throws: JournalError.self) { try writer.probe() }
        try writer.probe()
        #expect(directory.read("feedd-00000000000000000001.jsonl") == lines(1...1))
        var status = stat()
        #expect(stat(directory.path + "/" + live, &status) == 0)
        #expect(status.st_size == 0)
        #expect(status.st_blocks == 0)
    }

    @Test("a live segment that somebody removed or renamed is begun again")
    func removed() throws {
        let writer = try writer()
        try append(1...1, to: writer)
        rename(directory.path + "/" + live, directory.path + "/aside")
        try append(2...2, to: writer)
        #expect(directory.read(live) == lines(2...2))
        unlink(directory.path + "/" + live)
        try append(3...3, to: writer)
        #expect(directory.read(live) == lines(3...3))
    }

    @Test(
        "a live segment that somebody cut is gone on with behind its last whole line",
        arguments: [0, 10, lines([1]).count, lines([1]).count + 5])
    func cutByOthers(length: Int) throws {
        let writer = try writer()
        try append(1...2, to: writer)
        truncate(directory.path + "/" + live, length)
        try append(3...3, to: writer)
        let kept: [UInt64] = length < lines([1]).count ? [] : [1]
        #expect(directory.read(live) == lines(kept + [3]))
    }

    @Test("an error says what, where, why and what to do")
    func messages() throws {
        let writer = try writer()
        faults.plan(.reserve, .fail(ENOSPC))
        let error = #expect(throws: JournalError.self) { try append(1...1, to: writer) }
        #expect(
            error?.description
                == "cannot reserve space in \(directory.path)/feedd.jsonl: No space left on device: free space on its file system, or move the journal (journal.directory)"
        )
    }

    private func inode(_ name: String) -> UInt {
        var status = stat()
        return stat(directory.path + "/" + name, &status) == 0 ? UInt(status.st_ino) : 0
    }
}
