import Foundation
import Testing

@testable import Configuration

@Suite("Patterns of includes")
struct PathPatternTests {
    private static let files = [
        "a.toml", "b.toml", "B.toml", ".hidden.toml", "x*y.toml", "x[1].toml", "d/a.toml", "d/c.txt", "e/a.toml", "e/.f/a.toml", "ü.toml",
        "f.toml/g",
    ]

    private func directory() throws -> ConfigurationDirectory {
        try ConfigurationDirectory(Dictionary(uniqueKeysWithValues: Self.files.map { ($0, "") }))
    }

    @Test(
        "match what the shell's patterns match, sorted by bytes",
        arguments: [
            ("*.toml", ["B.toml", "a.toml", "b.toml", "f.toml", "x*y.toml", "x[1].toml", "ü.toml"]), ("[ab].toml", ["a.toml", "b.toml"]),
            ("?.toml", ["B.toml", "a.toml", "b.toml", "f.toml"]), ("x\\*y.toml*", ["x*y.toml"]), (".*.toml", [".hidden.toml"]),
            ("*/a.toml", ["d/a.toml", "e/a.toml"]), ("*/*.t?t", ["d/c.txt"]), ("./d/../e/*", ["./d/../e/a.toml"]),
            ("d//*", ["d/a.toml", "d/c.txt"]),
            ("[!a-z]*.toml", ["B.toml", "ü.toml"]), ("a.toml/*", []), ("none*", []), ("f*/g", ["f.toml/g"]),
            ("e/.*/a.toml", ["e/.f/a.toml"]),
        ])
    func matches(pattern: String, paths: [String]) throws {
        let directory = try directory()
        let prefix = directory.path + "/"
        #expect(try PathPattern(pattern, relativeTo: prefix).matches().paths == paths.map { prefix + $0 })
        #expect(try PathPattern(prefix + pattern, relativeTo: "elsewhere/").matches().paths == paths.map { prefix + $0 })
    }

    @Test("agree with glob(3)", arguments: ["*", "*.toml", "*/*", "[a-c]*", "*/../*.toml", "d/*", "?", "x[[]1]*"])
    func sameAsGlob(pattern: String) throws {
        let directory = try directory()
        var found = glob_t()
        defer { globfree(&found) }
        let path = directory.path + "/"
        _ = glob(path + pattern, 0, nil, &found)
        let expected = (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
        #expect(try PathPattern(pattern, relativeTo: path).matches().paths.sorted() == expected.sorted())
    }

    @Test("a symbolic link that leads nowhere is a match, so that reading it is an error")
    func brokenLink() throws {
        let directory = try ConfigurationDirectory()
        try FileManager.default.createSymbolicLink(atPath: directory.path + "/a.toml", withDestinationPath: "none")
        #expect(try PathPattern("*.toml", relativeTo: directory.path + "/").matches().paths == [directory.path + "/a.toml"])
    }

    @Test("say which directory is missing, and which holds only other files")
    func nothing() throws {
        let directory = try directory()
        let path = directory.path + "/"
        #expect(try PathPattern("none/*", relativeTo: path).matches() == .init(missing: [path + "none/"]))
        #expect(try PathPattern("d/*.md", relativeTo: path).matches() == .init(otherwiseUsed: [path + "d/"]))
    }

    @Test("a directory that cannot be read is an error", .enabled(if: geteuid() != 0, "root may read every directory"))
    func unreadable() throws {
        let directory = try directory()
        let path = directory.path + "/d"
        #expect(chmod(path, 0) == 0)
        defer { chmod(path, 0o755) }
        for pattern in ["d/*.toml", "d/?/x", "*/a.toml"] {
            let error = #expect(throws: PathPattern.UnreadableDirectory.self) {
                try PathPattern(pattern, relativeTo: directory.path + "/").matches()
            }
            #expect(error?.path.hasPrefix(path) == true)
            #expect(error?.problem.reason.hasPrefix("Permission denied: ") == true)
        }
    }
}
