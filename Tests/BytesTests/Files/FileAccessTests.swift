import Glibc
import TestSupport
import Testing

@testable import Bytes

@Suite("Who may open a file", .enabled(if: geteuid() == 0, "giving files away takes root"))
struct FileAccessTests {
    @Test(
        "is its group where that may read it, else its owner",
        arguments: [
            (0o640, "join the group 54321, or use sudo"), (0o600, "let root, as whom feedd runs here, open it, or use sudo"),
        ] as [(mode_t, String)])
    func group(mode: mode_t, remedy: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/file"
        directory.write("file", [])
        chown(path, 12_345, 54_321)
        chmod(path, mode)
        let digits = "0" + String(mode, radix: 8)
        #expect(FileAccess.explanation(of: path, as: "it") == "it belongs to 12345:54321, with mode \(digits): \(remedy)")
    }
}
