import Configuration
import Glibc
import TestSupport
import Testing

@testable import Aggregator

@Suite("The state directory")
struct StateDirectoryTests {
    private let temporary: TemporaryDirectory
    private var path: String { "\(temporary.path)/a/state" }

    init() throws {
        temporary = try TemporaryDirectory()
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test("is open to owner and group, as its lock is, whatever the umask", arguments: [0o000, 0o022, 0o077] as [mode_t])
    func modes(mask: mode_t) throws {
        let before = umask(mask)
        defer { umask(before) }
        _ = try StateDirectory(taking: path)
        #expect(mode(path) == 0o750)
        #expect(mode("\(path)/lock") == 0o640)
    }

    @Test("closes a lock to others that was open to them")
    func lockMode() throws {
        mkdir("\(temporary.path)/a", 0o755)
        mkdir(path, 0o755)
        close(open("\(path)/lock", O_WRONLY | O_CREAT, 0o666))
        chmod("\(path)/lock", 0o666)
        _ = try StateDirectory(taking: path)
        #expect(mode("\(path)/lock") == 0o640)
    }

    @Test("has no lock that is a symbolic link: what it leads to stays as it is")
    func lock() throws {
        temporary.write("victim", [1, 2, 3])
        mkdir("\(temporary.path)/a", 0o755)
        mkdir(path, 0o755)
        symlink("\(temporary.path)/victim", "\(path)/lock")
        let error = #expect(throws: StateError.self) { try StateDirectory(taking: path) }
        #expect(try #require(error).description.hasPrefix("\(path)/lock: is a symbolic link"))
        #expect(temporary.read("victim") == [1, 2, 3])
    }

    @Test(
        "has no journal behind a symbolic link, unless the configuration names it from / on",
        arguments: [("journal", false), ("deep/er", false), ("deep/journal", false), ("sub", true), ("./sub", true), ("/journal", true)])
    func journal(directory: String, isAllowed: Bool) throws {
        let state = try StateDirectory(taking: path)
        mkdir("\(path)/sub", 0o755)
        symlink("sub", "\(path)/journal")
        symlink("sub", "\(path)/deep")
        var configuration = Configuration()
        configuration.journal.directory = directory.hasPrefix("/") ? path + directory : directory
        guard !isAllowed else { return try state.checkJournalDirectory(configuration) }
        let error = #expect(throws: StateError.self) { try state.checkJournalDirectory(configuration) }
        #expect(try #require(error).description.contains("set journal.directory to where it leads"))
    }
}
