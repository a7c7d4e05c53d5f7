import Bytes
import FlyingFox
import Foundation
import Synchronization

/// A publisher on loopback: documents by path, changed between polls as the test goes on.
final class Site: Sendable {
    struct Document: Sendable {
        var body: String
        var status = 200
        var headers: [String: String] = [:]
        /// Answers 304 where the request carries this, or where it is nil never.
        var etag: String?
        /// Is never answered while the site is there.
        var hangs = false
    }

    struct Visit: Sendable {
        let path: String
        let ifNoneMatch: String?
        let status: Int
    }

    private let documents = Mutex<[String: Document]>([:])
    private let log = Mutex<[Visit]>([])
    /// What a document becomes after so many visits.
    private let changes = Mutex<[String: (visits: Int, document: Document)]>([:])
    private let server: HTTPServer
    let port: UInt16

    /// Runs `body` with a site that is there for as long.
    static func serving<T>(_ body: (Site) async throws -> T) async throws -> T {
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), timeout: 5, logger: .disabled)
        let running = Task { try await server.run() }
        try await server.waitUntilListening()
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw CancellationError() }
        let site = Site(server: server, port: port)
        await server.appendRoute("*") { request in await site.answer(request) }
        do {
            let result = try await body(site)
            running.cancel()
            return result
        } catch {
            running.cancel()
            throw error
        }
    }

    private init(server: HTTPServer, port: UInt16) {
        self.server = server
        self.port = port
    }

    subscript(path: String) -> Document? {
        get { documents.withLock { $0[path] } }
        set { documents.withLock { $0[path] = newValue } }
    }

    var visits: [Visit] { log.withLock { $0 } }

    /// Puts another document there once it has been asked for so many times.
    func change(at path: String, afterVisits visits: Int, to document: Document) {
        changes.withLock { $0[path] = (visits, document) }
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    private func answer(_ request: HTTPRequest) async -> HTTPResponse {
        let ifNoneMatch = request.headers[HTTPHeader("If-None-Match")]
        guard let document = self[request.path] else { return note(request, ifNoneMatch, HTTPResponse(statusCode: .notFound)) }
        if document.hangs {
            log.withLock { $0.append(Visit(path: request.path, ifNoneMatch: ifNoneMatch, status: 0)) }
            try? await Task.sleep(for: .seconds(600))
        }
        var headers = HTTPHeaders()
        for (name, value) in document.headers { headers[HTTPHeader(name)] = value }
        if let etag = document.etag {
            headers[HTTPHeader("ETag")] = etag
            if ifNoneMatch == etag {
                return note(request, ifNoneMatch, HTTPResponse(statusCode: HTTPStatusCode(304, phrase: "Not Modified"), headers: headers))
            }
        }
        let status = HTTPStatusCode(document.status, phrase: "-")
        return note(request, ifNoneMatch, HTTPResponse(statusCode: status, headers: headers, body: Data(document.body.utf8)))
    }

    private func note(_ request: HTTPRequest, _ ifNoneMatch: String?, _ response: HTTPResponse) -> HTTPResponse {
        let count = log.withLock { log in
            log.append(Visit(path: request.path, ifNoneMatch: ifNoneMatch, status: response.statusCode.code))
            return log.count { $0.path == request.path }
        }
        if let change = changes.withLock({ $0[request.path] }), change.visits == count { self[request.path] = change.document }
        return response
    }
}
