import Foundation
import Testing

@testable import Configuration

@Suite("Reading configuration files")
struct ConfigurationFileTests {
    /// A descriptor from which `bytes` can be read.
    private func descriptor(of bytes: [UInt8]) throws -> Int32 {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
        try pipe.fileHandleForWriting.close()
        return dup(pipe.fileHandleForReading.fileDescriptor)
    }

    @Test("standard input is read to its end, and is an error when it is empty")
    func standardInput() throws {
        let full = try descriptor(of: Array("a = 1".utf8))
        defer { close(full) }
        let file = try ConfigurationFile.standardInput(full)
        #expect(file.bytes == Array("a = 1".utf8))
        #expect(!file.isWorldReadable)
        // Read once more, as at a reload.
        #expect(throws: FileProblem(reason: "it is empty, or was read before", suggestion: "restart feedd with the new configuration")) {
            try ConfigurationFile.standardInput(full)
        }
    }

    @Test("a file says whether every user may read it", arguments: [(0o644, true), (0o640, false), (0o604, true), (0o600, false)])
    func permissions(mode: Int, isWorldReadable: Bool) throws {
        let directory = try ConfigurationDirectory(["a": "x"])
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: directory.path + "/a")
        let file = try ConfigurationFile(path: directory.path + "/a")
        #expect(file.bytes == Array("x".utf8))
        #expect(file.isWorldReadable == isWorldReadable)
    }

    @Test(
        "a file that may not be read is reported with its owner and the user that feedd runs as",
        .enabled(if: geteuid() != 0, "root may read every file"))
    func denied() throws {
        let directory = try ConfigurationDirectory(["d/a": "x"])
        let file = directory.path + "/d/a"
        #expect(chmod(file, 0o200) == 0)
        let denied = #expect(throws: FileProblem.self) { try ConfigurationFile(path: file) }
        #expect(denied?.reason.hasPrefix("Permission denied: it belongs to ") == true)
        #expect(denied?.reason.hasSuffix(", with mode 0200") == true)
        #expect(denied?.suggestion?.hasPrefix("feedd runs as ") == true)
        #expect(chmod(directory.path + "/d", 0o600) == 0)
        defer { chmod(directory.path + "/d", 0o700) }
        let barred = #expect(throws: FileProblem.self) { try ConfigurationFile(path: file) }
        #expect(barred?.reason.hasPrefix("Permission denied: \(directory.path)/d belongs to ") == true)
        #expect(barred?.suggestion?.hasSuffix("let that user search that directory") == true)
    }
}
