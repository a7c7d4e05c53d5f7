import Bytes
import Foundation
import TestSupport
import Testing

@testable import Aggregator

@Suite("Documents that bring feedd down")
struct DocumentsUnderWayTests {
    private let directory: TemporaryDirectory
    private static let start = Timestamp(milliseconds: 1_795_428_900_000)
    private let bomb = DocumentsUnderWay.Document(of: "bomb", digest: 7)

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// feedd as it starts `hours` after the test's beginning.
    private func starting(_ hours: Int = 0) throws -> DocumentsUnderWay {
        try DocumentsUnderWay(in: directory.path, now: Self.start + .seconds(3_600 * hours))
    }

    /// feedd starts, begins to read `documents`, and crashes.
    private func crash(reading documents: DocumentsUnderWay.Document..., at hours: Int = 0) async throws {
        let feedd = try starting(hours)
        for document in documents { _ = try await feedd.begin(document, isForced: false, now: Self.start + .seconds(3_600 * hours)) }
    }

    private func isSetAside(_ document: DocumentsUnderWay.Document, isForced: Bool = false, at hours: Int = 0) async throws -> Bool {
        do {
            let feedd = try starting(hours)
            let reading = try await feedd.begin(document, isForced: isForced, now: Self.start + .seconds(3_600 * hours))
            // The note goes with the process, as at a crash; the next start counts it.
            _ = reading
            return false
        } catch is DocumentsUnderWay.SetAside {
            return true
        }
    }

    @Test("a document that was being read at three crashes running is set aside, and not before")
    func threeCrashes() async throws {
        try await crash(reading: bomb)
        try await crash(reading: bomb)
        try await crash(reading: bomb)
        #expect(try starting().suspects.map(\.crashes) == [3])
        #expect(try await isSetAside(bomb))
    }

    @Test("what was being read when the process was ended on purpose is no suspect for that")
    func endedOnPurpose() async throws {
        try await crash(reading: bomb)
        let feedd = try starting()
        _ = try await feedd.begin(bomb, isForced: false, now: Self.start)
        feedd.forgive()
        #expect(try starting().suspects.map(\.crashes) == [1])
    }

    @Test("a document that was read to its end after two crashes is no suspect any more")
    func cleared() async throws {
        try await crash(reading: bomb)
        try await crash(reading: bomb)
        let feedd = try starting()
        feedd.end(try await feedd.begin(bomb, isForced: false, now: Self.start))
        #expect(feedd.suspects.isEmpty)
        #expect(try starting().suspects.isEmpty)
    }

    @Test("a page that two rounds read at a crash is counted once, and forgotten after a month")
    func pageOfTwoRounds() async throws {
        let page = DocumentsUnderWay.Document(page: "https://a.example/1", host: "a.example", digest: 1)
        try await crash(reading: page, page)
        #expect(try starting().suspects.map(\.crashes) == [1])
        #expect(try starting(24 * 29).suspects.count == 1)
        #expect(try starting(24 * 31).suspects.isEmpty)
    }

    @Test("a count that cannot be written is made at the next start")
    func unwritableCount() async throws {
        try await crash(reading: bomb)
        let path = "\(directory.path)/suspected-documents.new"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        _ = try starting()
        try FileManager.default.removeItem(atPath: path)
        #expect(try starting().suspects.map(\.crashes) == [1])
        #expect(try starting().suspects.map(\.crashes) == [1])
    }

    @Test("an end in order leaves no suspects")
    func inOrder() async throws {
        let feedd = try starting()
        let (a, b) = (
            try await feedd.begin(bomb, isForced: false, now: Self.start),
            try await feedd.begin(.init(of: "b", digest: 1), isForced: false, now: Self.start)
        )
        #expect(feedd.names == ["b", "bomb"])
        feedd.end(a)
        feedd.end(b)
        #expect(feedd.names.isEmpty)
        #expect(try starting().suspects.isEmpty)
    }

    @Test("a document with other bytes is read, and one that is asked for by name")
    func anotherChance() async throws {
        for _ in 0..<3 { try await crash(reading: bomb) }
        #expect(try await isSetAside(bomb))
        #expect(try await !isSetAside(.init(of: "bomb", digest: 8)))
    }

    @Test("a document that is asked for by name is read, whatever it did")
    func byName() async throws {
        for _ in 0..<3 { try await crash(reading: bomb) }
        #expect(try await !isSetAside(bomb, isForced: true))
    }

    @Test("a document that is new at every poll and always crashes is tried ever more rarely")
    func everNewBytes() async throws {
        for digest in 0..<4 as Range<UInt64> { try await crash(reading: .init(of: "bomb", digest: digest)) }
        let feedd = try starting()
        await #expect(throws: DocumentsUnderWay.SetAside.self) {
            _ = try await feedd.begin(.init(of: "bomb", digest: 100), isForced: false, now: Self.start + .seconds(3_600))
        }
        feedd.end(try await feedd.begin(.init(of: "bomb", digest: 100), isForced: false, now: Self.start + .seconds(3 * 3_600)))
    }

    @Test("suspects are read one at a time, so that the next crash tells which of them it was")
    func oneAtATime() async throws {
        try await crash(reading: bomb, .init(of: "innocent", digest: 2))
        let feedd = try starting()
        #expect(feedd.suspects.map(\.name) == ["bomb", "innocent"])
        let reading = try await feedd.begin(bomb, isForced: false, now: Self.start)
        let second = Task { try await feedd.begin(.init(of: "innocent", digest: 2), isForced: false, now: Self.start) }
        for _ in 0..<100 { await Task.yield() }
        #expect(feedd.names == ["bomb"])
        feedd.end(reading)
        feedd.end(try await second.value)
        #expect(feedd.suspects.isEmpty)
    }

    @Test("a page is known by its URL, and another page of the host is read")
    func pages() async throws {
        let page = DocumentsUnderWay.Document(page: "https://a.example/1", host: "a.example", digest: 1)
        for _ in 0..<3 { try await crash(reading: page) }
        #expect(try await isSetAside(page))
        #expect(try await !isSetAside(.init(page: "https://a.example/2", host: "a.example", digest: 1)))
    }

    @Test("damaged notes are none", arguments: ["", "+", "nothing of the kind\n", String(repeating: "+zz zz zz ", count: 100)])
    func damaged(text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(directory.path)/documents-under-way"))
        try Data(text.utf8).write(to: URL(filePath: "\(directory.path)/suspected-documents"))
        #expect(try starting().suspects.isEmpty)
    }

    @Test("a symbolic link in the place of the note is not followed")
    func link() throws {
        try FileManager.default.createSymbolicLink(atPath: "\(directory.path)/documents-under-way", withDestinationPath: "/dev/null")
        #expect(throws: DocumentsUnderWay.Unwritable.self) { _ = try starting() }
    }
}
