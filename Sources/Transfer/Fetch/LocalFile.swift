import Bytes
import Glibc

/// A file that the configuration names by a URL. Reading it gives the response that a server would give.
struct LocalFile {
    private let path: String

    static func isNamed(by url: String) -> Bool {
        url.utf8.count >= 5 && url.prefix(5).lowercased() == "file:"
    }

    /// - Parameter url: `file:///path` or `file://localhost/path`, percent-encoded. A query or fragment is ignored.
    /// - Throws: `badURL`.
    init(_ url: String) throws(TransferError) {
        var rest = Substring(url).dropFirst(5)
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let host = rest.prefix { $0 != "/" }
            guard host.isEmpty || host.lowercased() == "localhost" else { throw .badURL(reason: "a file URL must not name another host") }
            rest = rest.dropFirst(host.count)
        }
        guard rest.hasPrefix("/") else { throw .badURL(reason: "a file URL must have an absolute path") }
        let encoded = Array(rest.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
        guard let bytes = PercentEncoding.strictlyDecoded(encoded[...]), !bytes.contains(0),
            let path = String(validating: bytes, as: UTF8.self)
        else { throw .badURL(reason: "its percent-encoding is invalid") }
        self.path = path
    }

    /// Status 200 with the whole file, or 304 where its size, inode and modification time are those of the validators.
    func fetch(_ request: Request, _ budget: MemoryBudget) async throws(TransferError) -> Response {
        let start = ContinuousClock.now
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw errno == ENOENT ? .noSuchFile(path: shown) : unreadable() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadableFile(path: shown, reason: "it is not a regular file") }

        let etag = "\"\(status.st_size)-\(status.st_ino)-\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)\""
        let headers = Headers([HeaderField(name: "ETag", value: etag)])
        if request.validators.etag == etag { return Response(status: 304, url: request.url, headers: headers, duration: .now - start) }
        guard status.st_size <= request.bodyLimit else { throw .tooLarge(host: shown, limit: request.bodyLimit) }

        let lease = budget.open()
        await lease.waitForRoom()
        if Task.isCancelled { throw .cancelled }
        let bytes: [UInt8]
        do {
            // One byte more tells a file that has grown past the limit meanwhile.
            bytes = try FileContents.read(descriptor, expecting: Int(status.st_size), most: request.bodyLimit + 1)
        } catch {
            throw unreadable(error.code)
        }
        if bytes.count > request.bodyLimit { throw .tooLarge(host: shown, limit: request.bodyLimit) }
        lease.grow(by: bytes.capacity)
        lease.close()
        return Response(
            status: 200, url: request.url, headers: headers, body: Body(bytes: bytes, lease: lease), wireSize: bytes.count,
            duration: .now - start)
    }

    private func unreadable(_ code: Int32 = errno) -> TransferError {
        .unreadableFile(path: shown, reason: String(cString: strerror(code)))
    }

    /// The path as it may be shown.
    private var shown: String { path.onOneLine }
}
