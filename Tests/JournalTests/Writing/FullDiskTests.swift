import Foundation
import TestSupport
import Testing

@testable import Journal

/// The kernel's own refusals, not those of `FaultyFiles`. One at a time: the limit on file sizes is the process's.
@Suite(.serialized, .slow, .tags(.slow)) struct FullDiskTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A record of about that many bytes.
    private func large(_ seq: UInt64, bytes: Int) -> [UInt8] {
        var line: [UInt8] = []
        record(seq, text: String(repeating: "x", count: bytes)).append(to: &line)
        return line
    }

    private static let mountIsPermitted: Bool = {
        guard let trial = try? TemporaryDirectory() else { return false }
        return withExtendedLifetime(trial) {
            guard mount("tmpfs", trial.path, "tmpfs", 0, "size=64k") == 0 else { return false }
            return umount2(trial.path, Int32(MNT_DETACH)) == 0
        }
    }()

    @Test(
        "a full file system refuses a group before a byte of it shows, and takes it when there is room",
        .enabled(if: mountIsPermitted, "mounting a small tmpfs is not permitted here"))
    func fullFileSystem() throws {
        let mountPoint = directory.path + "/small"
        mkdir(mountPoint, 0o755)
        try #require(mount("tmpfs", mountPoint, "tmpfs", 0, "size=256k") == 0)
        defer { umount2(mountPoint, Int32(MNT_DETACH)) }
        let journal = mountPoint + "/journal"
        let file = "small/journal/feedd.jsonl"
        let writer = try JournalWriter(directory: journal)
        try writer.append(lines([1]), firstSeq: 1)
        directory.write("small/filler", [UInt8](repeating: 0x78, count: 180 << 10))

        let error = #expect(throws: JournalError.self) { try writer.append(large(2, bytes: 100 << 10), firstSeq: 2) }
        #expect(error?.action == .reserve)
        #expect(error?.failure.code == ENOSPC)
        #expect(directory.read(file) == lines([1]))
        #expect(throws: JournalError.self) { try writer.probe() }
        // What did not fit as a whole may fit in part.
        try writer.append(lines([2]), firstSeq: 2)
        #expect(directory.read(file) == lines(1...2))

        unlink(mountPoint + "/filler")
        try writer.probe()
        try writer.append(large(3, bytes: 100 << 10), firstSeq: 3)
        #expect(seqs(directory.read(file)) == [1, 2, 3])
    }

    @Test("a group past the limit on file sizes is refused, and the process lives")
    func fileSizeLimit() throws {
        ignoreFileSizeSignal()
        let writer = try JournalWriter(directory: directory.path)
        try writer.append(lines([1]), firstSeq: 1)
        let huge = [UInt8](repeating: 0x0A, count: Int(limit) + 1)
        try withFileSizeLimit {
            let error = #expect(throws: JournalError.self) { try writer.append(huge, firstSeq: 2) }
            #expect(error?.failure.code == EFBIG)
            #expect(directory.read("feedd.jsonl") == lines([1]))
            #expect(throws: JournalError.self) { try writer.probe() }
            try writer.append(lines([2]), firstSeq: 2)
        }
        try writer.append(huge, firstSeq: 3)
        #expect(directory.read("feedd.jsonl").count == lines(1...2).count + huge.count)
    }

    @Test("where no space can be set aside, a write past the limit stops half way and is cut back")
    func fileSizeLimitHalfWay() throws {
        ignoreFileSizeSignal()
        var files = JournalFiles.system
        files.reserve = { _, _, _ throws(SystemFailure) in throw SystemFailure(code: EOPNOTSUPP) }
        let writer = try JournalWriter(directory: directory.path, files: files)
        try writer.append(lines([1]), firstSeq: 1)
        let huge = [UInt8](repeating: 0x0A, count: Int(limit) + 1)
        try withFileSizeLimit {
            let error = #expect(throws: JournalError.self) { try writer.append(huge, firstSeq: 2) }
            #expect(error?.action == .write)
            #expect(error?.failure.code == EFBIG)
            #expect(directory.read("feedd.jsonl") == lines([1]))
            try writer.append(lines([2]), firstSeq: 2)
        }
        #expect(directory.read("feedd.jsonl") == lines(1...2))
    }

    /// In bytes; far above what other tests write to a file meanwhile.
    private let limit: rlim_t = 32 << 20

    private func withFileSizeLimit(_ body: () throws -> Void) throws {
        let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        var before = rlimit()
        try #require(getrlimit(resource, &before) == 0)
        var lowered = before
        lowered.rlim_cur = limit
        try #require(setrlimit(resource, &lowered) == 0)
        defer { setrlimit(resource, &before) }
        try body()
    }
}
