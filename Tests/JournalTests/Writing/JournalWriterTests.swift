import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalWriterTests {
    private let directory: TemporaryDirectory
    private let faults = FaultyFiles()
    private let live = "feedd.jsonl"

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func writer() throws -> JournalWriter { try JournalWriter(directory: directory.path, files: faults.files) }

    private func append(_ range: ClosedRange<UInt64>, to writer: JournalWriter) throws {
        try writer.append(lines(range), seqs: range)
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

    // MARK: - What others do meanwhile

    @Test("a live segment that was removed or renamed is begun again, and what is missing is reported once")
    func removed() throws {
        let writer = try writer()
        try append(1...1, to: writer)
        try append(2...2, to: writer)
        rename(directory.path + "/" + live, directory.path + "/aside")
        #expect(try writer.append(lines([3]), firstSeq: 3) == [.missing(1...2, directory: directory.path)])
        #expect(directory.read(live) == lines([3]))
        #expect(try writer.append(lines([4]), firstSeq: 4) == [])
        unlink(directory.path + "/" + live)
        #expect(try writer.append(lines([5]), firstSeq: 5) == [.missing(3...4, directory: directory.path)])
        #expect(directory.read(live) == lines([5]))
    }

    @Test("what is missing is reported with the next group that succeeds")
    func removedAndFull() throws {
        let writer = try writer()
        try append(1...2, to: writer)
        unlink(directory.path + "/" + live)
        faults.plan(.open, .fail(EMFILE))
        #expect(throws: JournalError.self) { try append(3...3, to: writer) }
        faults.plan(.reserve, .fail(ENOSPC))
        #expect(throws: JournalError.self) { try append(3...3, to: writer) }
        #expect(try writer.append(lines([3]), firstSeq: 3) == [.missing(1...2, directory: directory.path)])
    }

    @Test("a segment that is begun after a failed sync reports nothing again")
    func removedThenSyncFails() throws {
        let writer = try writer()
        try append(1...2, to: writer)
        unlink(directory.path + "/" + live)
        #expect(try writer.append(lines([3]), firstSeq: 3).count == 1)
        faults.plan(.sync, .fail(EIO))
        #expect(throws: JournalError.self) { try append(4...4, to: writer) }
        #expect(try writer.append(lines([4]), firstSeq: 4) == [])
    }

    @Test("a segment of several groups is named by the first record of the first")
    func severalGroups() throws {
        let writer = try writer()
        for seq in 5...7 as ClosedRange<UInt64> { try append(seq...seq, to: writer) }
        faults.plan(.sync, .fail(EIO))
        #expect(throws: JournalError.self) { try append(8...8, to: writer) }
        #expect(directory.read("feedd-00000000000000000005.jsonl") == lines(5...7))
    }

    @Test("a writer knows what was in the segment before it")
    func removedBeforeFirstGroup() throws {
        try append(1...3, to: writer())
        let second = try writer()
        unlink(directory.path + "/" + live)
        #expect(try second.append(lines([4]), firstSeq: 4) == [.missing(1...3, directory: directory.path)])
    }

    @Test("a journal's directory that was removed is made again")
    func directoryRemoved() throws {
        let path = directory.path + "/journal"
        let writer = try JournalWriter(directory: path)
        try append(1...2, to: writer)
        try FileManager.default.removeItem(atPath: path)
        #expect(try writer.append(lines([3]), firstSeq: 3) == [.missing(1...2, directory: path)])
        #expect(directory.read("journal/" + live) == lines([3]))
    }

    @Test(
        "a live segment that was cut is continued behind its last whole line",
        arguments: [0, 10, lines([1]).count, lines([1]).count + 5])
    func cutByOthers(length: Int) throws {
        let writer = try writer()
        try append(1...2, to: writer)
        truncate(directory.path + "/" + live, length)
        let kept: [UInt64] = length < lines([1]).count ? [] : [1]
        #expect(try writer.append(lines([3]), firstSeq: 3) == [.missing(UInt64(kept.count) + 1...2, directory: directory.path)])
        #expect(directory.read(live) == lines(kept + [3]))
        #expect(try writer.append(lines([4]), firstSeq: 4) == [])
    }

    @Test("an older copy in the place of the live segment is continued", arguments: [[], [1], [1, 2], [1, 2, 3]] as [[UInt64]])
    func olderCopy(kept: [UInt64]) throws {
        let writer = try writer()
        try append(1...3, to: writer)
        directory.write("copy", lines(kept))
        rename(directory.path + "/copy", directory.path + "/" + live)
        let notices = try writer.append(lines([4]), firstSeq: 4)
        #expect(notices == (kept.count == 3 ? [] : [.missing(UInt64(kept.count) + 1...3, directory: directory.path)]))
        #expect(directory.read(live) == lines(kept + [4]))
    }

    @Test("what others append is set aside")
    func appendedByOthers() throws {
        let writer = try writer()
        try append(1...2, to: writer)
        directory.write(live, Array("note\n".utf8), mode: "a")
        let notices = try writer.append(lines([3]), firstSeq: 3)
        let aside = try #require(directory.names.first { $0.hasPrefix(live + ".torn-") })
        #expect(notices == [.setAside(path: directory.path + "/" + aside)])
        #expect(directory.read(aside) == Array("note\n".utf8))
        #expect(directory.read(live) == lines(1...3))
    }

    @Test("the journal of another feedd in the place of the live segment is set aside whole")
    func foreignFile() throws {
        let writer = try writer()
        try append(1...2, to: writer)
        directory.write("other", lines(1...9))
        rename(directory.path + "/other", directory.path + "/" + live)
        let notices = try writer.append(lines([3]), firstSeq: 3)
        #expect(notices.count == 2)
        #expect(notices.contains(.missing(1...2, directory: directory.path)))
        #expect(directory.read(live) == lines([3]))
        let aside = try #require(directory.names.first { $0.hasPrefix(live + ".foreign-") })
        #expect(directory.read(aside) == lines(1...9))
    }

    @Test("a copy that was cut in the middle of a line is continued behind its last whole one")
    func unendedCopy() throws {
        let writer = try writer()
        try append(1...3, to: writer)
        directory.write("copy", Array(lines(1...2).dropLast(10)))
        rename(directory.path + "/copy", directory.path + "/" + live)
        let notices = try writer.append(lines([4]), firstSeq: 4)
        #expect(notices.contains(.missing(2...3, directory: directory.path)))
        #expect(directory.read(live) == lines([1, 4]))
    }

    @Test(
        "missing records are described by their numbers",
        arguments: [
            (1...1, "records up to seq 1 are"), (1...10, "records up to seq 10 are"), (5...10, "records with seq 5 to 10 are"),
            (10...10, "the record with seq 10 is"),
        ] as [(ClosedRange<UInt64>, String)])
    func missingText(seqs: ClosedRange<UInt64>, text: String) {
        #expect(
            JournalNotice.missing(seqs, directory: "/j").description
                == "journal: \(text) no longer in /j (moved, rotated or deleted): continuing with seq \(seqs.upperBound + 1)")
    }

    @Test("directory and file are open to the group, whatever the umask")
    func permissions() throws {
        let mask = umask(0o077)
        defer { umask(mask) }
        let path = directory.path + "/a/b"
        _ = try JournalWriter(directory: path)
        var status = stat()
        for (file, mode) in [("/a", 0o750), ("/a/b", 0o750), ("/a/b/feedd.jsonl", 0o640)] as [(String, mode_t)] {
            #expect(stat(directory.path + file, &status) == 0)
            #expect(status.st_mode & 0o777 == mode)
        }
    }

    @Test("no symbolic link is written through, whether it was there at first or took the place of the segment", arguments: [false, true])
    func links(isLater: Bool) throws {
        directory.write("victim", [1, 2, 3])
        let link = directory.path + "/" + live
        let writer = isLater ? try writer() : nil
        if let writer { try append(1...1, to: writer) }
        unlink(link)
        symlink("victim", link)
        let error = #expect(throws: JournalError.self) {
            let writer = try writer ?? self.writer()
            try append(2...2, to: writer)
        }
        #expect(try #require(error).description.contains("\(link): it is a symbolic link"))
        #expect(directory.read("victim") == [1, 2, 3])
        #expect(Set(directory.names) == [live, "victim"])
    }

    @Test("a group is synced before it counts as appended")
    func synced() throws {
        let writer = try writer()
        let before = faults.count(.sync)
        try append(1...3, to: writer)
        #expect(faults.count(.sync) == before + 1)
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
