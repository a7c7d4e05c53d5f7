import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalFollowerTests {
    private let directory: TemporaryDirectory
    private let live = "feedd.jsonl"
    private let first = "feedd-00000000000000000001.jsonl"
    private let second = "feedd-00000000000000000004.jsonl"

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var reader: JournalReader { JournalReader(directory: directory.path) }

    private func read(_ follower: JournalFollower) throws -> [UInt64] {
        var seqs: [UInt64] = []
        try follower.read { record, line in
            #expect(ReplayedRecord(line: Array(line))?.head == record.head)
            seqs.append(record.head.seq)
        }
        return seqs
    }

    private func close(as name: String) {
        rename(directory.path + "/" + live, directory.path + "/" + name)
    }

    @Test("the last records are found over segments, oldest first", arguments: [0, 1, 2, 3, 6, 8, 9, 10, 99])
    func last(count: Int) throws {
        directory.write(first, lines(1...3))
        directory.write(second, lines(4...6))
        directory.write(live, lines(7...9))
        #expect(try read(reader.last(count)) == Array(1...9).suffix(count))
    }

    @Test("the last records of a source are found among those of others")
    func lastMatching() throws {
        var bytes: [UInt8] = []
        for seq in 1...30 as ClosedRange<UInt64> { record(seq, source: seq % 10 == 0 ? "rare" : "wire").append(to: &bytes) }
        directory.write(live, bytes)
        func first(_ count: Int) throws -> UInt64? { try read(reader.last(count) { $0.head.source == "rare" }).first }
        #expect(try first(1) == 30)
        #expect(try first(2) == 20)
        #expect(try first(4) == 10)
    }

    @Test("records after a number are found", arguments: 0...9 as ClosedRange<UInt64>)
    func after(seq: UInt64) throws {
        directory.write(first, lines(1...3))
        directory.write(second, lines(4...6))
        directory.write(live, lines(7...8))
        #expect(try read(reader.records(after: seq)) == (1...8).filter { $0 > seq })
    }

    @Test("a journal without segments, or with empty ones, has no records yet")
    func empty() throws {
        let follower = try reader.last(10)
        #expect(try read(follower).isEmpty)
        directory.write(live, [])
        #expect(try read(follower).isEmpty)
        directory.write(live, lines(1...2), mode: "a")
        #expect(try read(follower) == [1, 2])
    }

    @Test("a half-written line comes when it is whole, and once")
    func halfLine() throws {
        let line = lines([2])
        directory.write(live, lines([1]) + line.prefix(50))
        let follower = try reader.last(5)
        #expect(try read(follower) == [1])
        #expect(try read(follower) == [])
        directory.write(live, Array(line.dropFirst(50).dropLast()), mode: "a")
        #expect(try read(follower) == [])
        directory.write(live, [0x0A] + lines([3]), mode: "a")
        #expect(try read(follower) == [2, 3])
    }

    @Test("following goes on over closed segments, however many there were since")
    func rotation() throws {
        directory.write(live, lines(1...2))
        let follower = try reader.last(1)
        #expect(try read(follower) == [2])
        directory.write(live, lines([3]), mode: "a")
        close(as: first)
        #expect(try read(follower) == [3])
        directory.write(live, lines(4...5))
        close(as: second)
        directory.write(live, lines([6]))
        close(as: "feedd-00000000000000000006.jsonl")
        directory.write(live, lines([7]))
        #expect(try read(follower) == [4, 5, 6, 7])
        directory.write(live, lines([8]), mode: "a")
        #expect(try read(follower) == [8])
    }

    @Test("following from a closed segment reaches the live one, and follows it")
    func fromClosed() throws {
        directory.write(first, lines(1...3))
        directory.write(live, lines([4]))
        let follower = try reader.records(after: 1)
        #expect(try read(follower) == [2, 3, 4])
        close(as: second)
        directory.write(live, lines([5]))
        #expect(try read(follower) == [5])
    }

    @Test("what is cut back and written anew comes again, what stayed does not")
    func cutBack() throws {
        directory.write(live, lines(1...4))
        let follower = try reader.last(9)
        #expect(try read(follower) == [1, 2, 3, 4])
        truncate(directory.path + "/" + live, lines(1...2).count)
        #expect(try read(follower) == [])
        directory.write(live, lines(3...5), mode: "a")
        #expect(try read(follower) == [3, 4, 5])
    }

    @Test("what is cut back and has grown past the reader's place before it looks again is read from a line's start")
    func cutBackAndGrown() throws {
        directory.write(live, lines(1...2))
        let follower = try reader.last(9)
        #expect(try read(follower) == [1, 2])
        truncate(directory.path + "/" + live, lines([1]).count)
        var longer: [UInt8] = []
        record(2, text: "Longer than before").append(to: &longer)
        directory.write(live, longer + lines([3]), mode: "a")
        #expect(try read(follower) == [2, 3])
    }

    @Test("a sync that fails cuts, closes and begins anew under the reader's eyes")
    func failedSync() throws {
        let faults = FaultyFiles()
        let writer = try JournalWriter(directory: directory.path, files: faults.files)
        try writer.append(lines(1...2), firstSeq: 1)
        let follower = try reader.last(9)
        #expect(try read(follower) == [1, 2])
        faults.plan(.sync, .fail(EIO))
        #expect(throws: JournalError.self) { try writer.append(lines([3]), firstSeq: 3) }
        #expect(try read(follower) == [])
        try writer.append(lines(3...4), firstSeq: 3)
        #expect(try read(follower) == [3, 4])
    }

    @Test("a journal begun anew, with lower numbers, is followed")
    func begunAnew() throws {
        directory.write(live, lines(7...9))
        let follower = try reader.last(1)
        #expect(try read(follower) == [9])
        unlink(directory.path + "/" + live)
        directory.write(live, lines(1...2))
        #expect(try read(follower) == [1, 2])
    }

    @Test("lines that are no records are passed over")
    func damage() throws {
        directory.write(live, lines([1]) + Array("{}\nxx\n\n".utf8) + lines([2]))
        #expect(try read(reader.last(2)) == [1, 2])
    }

    @Test("waiting ends when the journal changes")
    func wait() throws {
        directory.write(live, lines([1]))
        let follower = try reader.last(1)
        #expect(try read(follower) == [1])
        // The first wait only begins the watch.
        #expect(try follower.wait())
        directory.write(live, lines([2]), mode: "a")
        #expect(try follower.wait())
        #expect(try read(follower) == [2])
        close(as: first)
        #expect(try follower.wait())
        directory.write(live, lines([3]))
        #expect(try follower.wait())
        #expect(try read(follower) == [3])
    }

    @Test("waiting ends when whoever reads the output has gone")
    func hangUp() throws {
        directory.write(live, lines([1]))
        var pipe: [Int32] = [0, 0]
        try #require(Foundation.pipe(&pipe) == 0)
        defer { Foundation.close(pipe[1]) }
        let follower = try reader.last(1)
        #expect(try follower.wait(outputOf: pipe[1]))
        Foundation.close(pipe[0])
        #expect(try !follower.wait(outputOf: pipe[1]))
    }

    @Test("a missing directory is an error that says so")
    func missing() {
        let error = #expect(throws: JournalError.self) { try JournalReader(directory: directory.path + "/none").last(1) }
        #expect(error?.description.contains("/none: No such file or directory: check the path") == true)
    }
}
