import Testing

@testable import Transfer

@Suite("Files")
struct LocalFileTests {
    let fetcher = makeFetcher()

    @Test("a file has status 200, then 304 as long as it does not change")
    func validators() async throws {
        let file = try TemporaryFile(Array("<rss/>".utf8))
        let first = try await fetcher.fetch(Request(url: file.url, allowsFile: true))
        #expect(first.status == 200)
        #expect(first.body.bytes == Array("<rss/>".utf8))
        let again = Request(url: file.url, validators: first.headers.validators, allowsFile: true)
        let second = try await fetcher.fetch(again)
        #expect(second.status == 304)
        #expect(second.body.bytes.isEmpty)
        #expect(second.headers.validators == first.headers.validators)
        try file.append([0x20])
        #expect(try await fetcher.fetch(again).body.bytes.count == 7)
    }

    @Test("a file URL may name no host or localhost, and its query is no part of the path")
    func forms() async throws {
        let file = try TemporaryFile([1])
        let path = file.url.dropFirst(7)
        for url in ["file:\(path)", "file://\(path)", "FILE://localhost\(path)", "file://\(path)?x#y"] {
            #expect(try await fetcher.fetch(Request(url: url, allowsFile: true)).body.bytes == [1])
        }
    }

    @Test("a file is read only if the request allows it")
    func notAllowed() async throws {
        let file = try TemporaryFile([1])
        #expect(await failure(of: fetcher, Request(url: file.url)) == .unsupportedScheme("file"))
    }

    @Test("a file that cannot be read is an error that says why")
    func unreadable() async throws {
        func error(_ url: String, limit: Int = 1000) async -> TransferError? {
            await failure(of: fetcher, Request(url: url, bodyLimit: limit, allowsFile: true))
        }
        #expect(await error("file:///no/such/file") == .noSuchFile(path: "/no/such/file"))
        #expect(await error("file:///tmp") == .unreadableFile(path: "/tmp", reason: "it is not a regular file"))
        #expect(await error("file:///dev/zero") == .unreadableFile(path: "/dev/zero", reason: "it is not a regular file"))
        for url in [
            "file://example.org/x", "file:x", "file:///%", "file:///%0", "file:///%zz", "file:///%00", "file:///%ff", "file:///a%+4",
        ] {
            guard case .badURL = await error(url) else {
                Issue.record("\(url)")
                continue
            }
        }
        let file = try TemporaryFile([UInt8](repeating: 0, count: 1001))
        #expect(await error(file.url) == .tooLarge(host: file.path, limit: 1000))
    }
}
