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
        let bytes = try read(descriptor, expecting: Int(status.st_size), limit: request.bodyLimit)
        lease.grow(by: bytes.capacity)
        lease.close()
        return Response(
            status: 200, url: request.url, headers: headers, body: Body(bytes: bytes, lease: lease), wireSize: bytes.count,
            duration: .now - start)
    }

    private func read(_ descriptor: Int32, expecting size: Int, limit: Int) throws(TransferError) -> [UInt8] {
        var bytes: [UInt8] = []
        // One more than the size, so that the end of the file is found without growing.
        bytes.reserveCapacity(size + 1)
        while true {
            var count = 0
            let room = bytes.capacity > bytes.count ? bytes.capacity - bytes.count : 64 << 10
            bytes.append(addingCapacity: room) { output in
                output.withUnsafeMutableBufferPointer { output, filled in
                    count = Glibc.read(descriptor, output.baseAddress?.advanced(by: filled), output.count - filled)
                    if count > 0 { filled += count }
                }
            }
            if bytes.count > limit { throw .tooLarge(host: shown, limit: limit) }
            if count == 0 { return bytes }
            if count < 0, errno != EINTR { throw unreadable() }
        }
    }

    private func unreadable() -> TransferError {
        .unreadableFile(path: shown, reason: String(cString: strerror(errno)))
    }

    /// The path as it may be shown.
    private var shown: String { path.onOneLine }
}
