import Bytes
import Glibc
import TestSupport
import Testing

@testable import Transfer

@Suite("Maildir folders", .timeLimit(.minutes(1))) struct MaildirFolderTests {
    private let directory: TemporaryDirectory
    private let fetcher = makeFetcher()

    init() throws {
        directory = try TemporaryDirectory()
        for name in ["new", "cur", "tmp"] { mkdir("\(directory.path)/\(name)", 0o755) }
    }

    private func deliver(_ name: String, _ text: String) {
        directory.write(name, Array(text.utf8))
    }

    private func fetch(after validators: Validators = Validators(), limit: Int = 1 << 20) async throws -> Response {
        try await fetcher.fetch(Request(url: "maildir:\(directory.path)", validators: validators, bodyLimit: limit, allowsFile: true))
    }

    private func messages(_ response: Response) -> [String] {
        (ByteFrames.split(response.body.bytes) ?? []).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("the messages of new and cur are read in the order of their delivery, and nothing else is")
    func messages() async throws {
        deliver("cur/2.b:2,S", "first")
        deliver("new/1.a", "second")
        deliver("tmp/3.c", "not delivered yet")
        deliver("new/.hidden", "no message")
        deliver("cur/4.d:2,ST", "trashed")
        deliver("cur/5.e:2,D", "draft")
        mkdir("\(directory.path)/new/directory", 0o755)
        symlink("/etc/passwd", "\(directory.path)/new/link")
        let response = try await fetch()
        #expect(response.status == 200)
        #expect(messages(response) == ["first", "second"])
    }

    @Test("what was read is not read again, what comes later is, and where nothing came the folder is unchanged")
    func later() async throws {
        deliver("new/1", "one")
        let first = try await fetch()
        let unchanged = try await fetch(after: first.headers.validators)
        #expect(unchanged.status == 304)
        #expect(unchanged.headers.validators == first.headers.validators)
        deliver("new/0", "two, with a name that sorts before")
        let second = try await fetch(after: first.headers.validators)
        #expect(second.status == 226)
        #expect(messages(second) == ["two, with a name that sorts before"])
    }

    @Test("a message that was only marked as read is read again, which does no harm")
    func moved() async throws {
        deliver("new/1", "one")
        let first = try await fetch()
        rename("\(directory.path)/new/1", "\(directory.path)/cur/1:2,S")
        #expect(messages(try await fetch(after: first.headers.validators)) == ["one"])
    }

    @Test("an empty folder is a document without messages, not a failure")
    func empty() async throws {
        let response = try await fetch()
        #expect(response.status == 200)
        #expect(messages(response).isEmpty)
        deliver("new/1", "one")
        #expect(messages(try await fetch(after: response.headers.validators)) == ["one"])
    }

    @Test("of a folder that is larger than a document may be, the newest are read at first, and later all in turn")
    func limit() async throws {
        for number in 0..<10 { deliver("new/\(number)", String(repeating: "\(number)", count: 1_000)) }
        let first = try await fetch(limit: 5_000)
        #expect(messages(first).map(\.first) == ["8", "9"])
        var validators = first.headers.validators
        for number in 10..<20 { deliver("new/\(number)", String(repeating: "\(number % 10)", count: 1_000)) }
        var later: [Character?] = []
        while case let response = try await fetch(after: validators, limit: 5_000), response.status == 226 {
            validators = response.headers.validators
            later += messages(response).map(\.first)
        }
        #expect(later == (0..<10).map { Character("\($0)") })
    }

    @Test("a message that is larger than a document may be is cut")
    func large() async throws {
        deliver("new/1", String(repeating: "x", count: 10_000))
        #expect(messages(try await fetch(limit: 5_000)).map(\.count) == [5_000])
    }

    @Test("what is no Maildir is an error, never an empty folder")
    func noMaildir() async throws {
        rmdir("\(directory.path)/cur")
        let error = await failure(of: fetcher, Request(url: "maildir:\(directory.path)", allowsFile: true))
        guard case .badURL(let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.hasSuffix("is no Maildir: it has no directory 'cur'"))
    }

    @Test("only the configuration names a Maildir")
    func notAllowed() async {
        #expect(await failure(of: fetcher, Request(url: "maildir:\(directory.path)")) == .unsupportedScheme("maildir"))
    }
}
