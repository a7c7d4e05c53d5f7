import Foundation
import Testing
import Transfer

@testable import Configuration

@Suite("Sources whose document a program gives")
struct ProgramSourceTests {
    private func directory(_ source: String) throws -> ConfigurationDirectory {
        try ConfigurationDirectory(["feedd.toml": "fetch.contact = 'a@example.org'\n[[source]]\nname = 'x'\n" + source + "\n"])
    }

    private func diagnostics(_ source: String) throws -> [String] {
        try directory(source).diagnostics()
    }

    @Test("exec is a program with its arguments, run in the directory of the file that names it")
    func exec() throws {
        let directory = try directory("exec = ['sh', '-c', 'echo a  b']\nmax_memory = '64MiB'")
        let source = try #require(try directory.load().sources.first)
        #expect(source.origin == ProgramCommand(["sh", "-c", "echo a  b"], directory: directory.path).map { .program($0) })
        #expect(source.maxMemory == 64 << 20)
        #expect(source.isLocal)
        #expect(!source.isFile)
        #expect(source.url.isEmpty)
        #expect(source.publicURL.isEmpty)
        #expect(source.displayURL == "exec: sh", "arguments may hold secrets")
    }

    @Test("convert is a program that reads what the URL gives")
    func convert() throws {
        let directory = try directory("url = 'https://example.org/feed'\nconvert = ['sed', 's/a/b/']")
        let source = try #require(try directory.load().sources.first)
        #expect(source.converter == ProgramCommand(["sed", "s/a/b/"], directory: directory.path))
        #expect(source.url == "https://example.org/feed")
    }

    @Test("what is remembered of a document is forgotten when the program, its arguments, or the converter change")
    func digest() throws {
        let digests = try [
            "exec = ['sh']", "exec = ['sh', 'a']", "exec = ['sh', 'a', 'b']", "exec = ['sh', 'a b']", "url = 'https://example.org/'",
            "url = 'https://example.org/'\nconvert = ['sh']", "url = 'https://example.org/'\nconvert = ['sh', 'a']",
        ].map { source in
            let file = try directory(source)
            let first = try #require(try file.load().sources.first)
            // The directory is part of a program, and differs from test to test.
            guard case .program(let command) = first.origin else { return source.contains("convert") ? nil : first.digest }
            let words = [command.executable] + command.arguments
            let fixed = try #require(ProgramCommand(words, directory: "/d"))
            return Source(name: "x", origin: .program(fixed), settings: SourceSettings()).digest
        }.compactMap(\.self)
        #expect(Set(digests).count == digests.count)
        let url = try #require(Source(name: "x", url: "https://example.org/"))
        let command = try #require(ProgramCommand(["sh"], directory: "/d"))
        let other = try #require(ProgramCommand(["sh", "a"], directory: "/d"))
        let all = [nil, command, other].map { Source(name: "x", origin: url.origin, converter: $0, settings: SourceSettings()).digest }
        #expect(Set(all).count == 3)
        #expect(all[0] == url.digest, "a source without a converter keeps its digest")
    }

    @Test(
        "mistakes are told with their place and what to do",
        arguments: [
            (
                "exec = 'sh -c x'",
                "4:8: 'exec' in [[source]] 'x' takes an array of a program and its arguments, not a string: write [\"sh\", \"-c\", \"x\"]"
            ),
            (
                "exec = 'a | b'",
                "4:8: 'exec' in [[source]] 'x' takes an array of a program and its arguments, not a string: "
                    + "no shell reads it: write [\"sh\", \"-c\", …] where one is meant"
            ),
            ("exec = []", "4:8: 'exec' in [[source]] 'x' is empty: write [\"program\", \"argument\"]"),
            ("exec = ['']", "4:9: 'exec' in [[source]] 'x' names no program, or has a NUL character in it: write its path"),
            ("exec = ['sh', 1]", "4:15: 'exec' in [[source]] 'x' takes only strings, and one of its values is an integer"),
            ("exec = ['sh', \"a\\u0000\"]", "4:9: 'exec' in [[source]] 'x' names no program, or has a NUL character in it: write its path"),
            (
                "exec = ['no-such-program']",
                "4:9: warning: 'exec' in [[source]] 'x' names no-such-program, which is not in PATH: install it, or write its whole path"
            ),
            (
                "exec = ['sh']\nurl = 'https://example.org/'",
                "4:8: both 'url' and 'exec' are set in [[source]] 'x': remove one: the document comes from a URL, or from a program; "
                    + "'convert' runs a program on what the URL gives"
            ),
            (
                "url = 'exec:ls'",
                "4:7: 'url' in [[source]] 'x' cannot be polled: 'exec:' is no scheme: write exec = [\"program\", \"argument\"] in place of url"
            ),
            ("exec = ['sh']\nmax_memory = '1MiB'", "5:14: 'max_memory' in [[source]] 'x' is 1MiB: write a size from 16MiB to 1024GiB"),
            ("url = 'https://example.org/'\nconvert = []", "5:11: 'convert' in [[source]] 'x' is empty: write [\"program\", \"argument\"]"),
        ])
    func mistakes(source: String, message: String) throws {
        #expect(try diagnostics(source) == ["feedd.toml:" + message])
    }

    @Test("a program that is there and may not be executed is warned of")
    func notExecutable() throws {
        let directory = try directory("exec = ['./program']")
        #expect(directory.diagnostics().first?.contains("which cannot be executed: No such file or directory") == true)
        try directory.write(Data("x".utf8), to: "program")
        #expect(directory.diagnostics().first?.contains("which cannot be executed: Permission denied") == true)
        #expect(directory.diagnostics().first?.hasSuffix("make it executable, chmod +x, for feedd's user") == true)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.path + "/program")
        #expect(directory.diagnostics().isEmpty)
    }
}
