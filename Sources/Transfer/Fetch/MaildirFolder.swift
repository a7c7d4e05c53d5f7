import Bytes
import Glibc

/// A Maildir that the configuration names by a URL. Reading it gives the response that a server would give: the messages that came since last time, as
/// ``ByteFrames``, in the order of their delivery. Messages are never changed, moved or marked.
///
/// The validator is the newest change time of the files that were read. It grows when a message is delivered, and also when one is moved to another
/// folder or marked: such messages are read again, and are known by their identity. File names do not say when a message came.
struct MaildirFolder {
    private let path: String

    static func isNamed(by url: String) -> Bool { url.hasPrefix("maildir:") }

    /// - Parameter url: `maildir:/path`, percent-encoded.
    /// - Throws: `badURL`.
    init(_ url: String) throws(TransferError) {
        let encoded = Array(url.utf8.dropFirst("maildir:".utf8.count))
        guard encoded.first == UInt8(ascii: "/"), let bytes = PercentEncoding.strictlyDecoded(encoded[...]), !bytes.contains(0),
            let path = String(validating: bytes, as: UTF8.self)
        else { throw .badURL(reason: "a maildir URL must have an absolute path") }
        self.path = path
    }

    /// Status 200 with the newest messages that fit into half the limit at the first time, 226 (RFC 3229) with those that came since, or 304 where none did.
    /// Where more came than fit, the oldest of them are given, and the others next time.
    func fetch(_ request: Request, _ budget: MemoryBudget) async throws(TransferError) -> Response {
        let start = ContinuousClock.now
        let since = request.validators.etag.flatMap(Self.position)
        let files = try list().filter { file in since.map { file.changed > $0 } ?? true }.sorted { $0.changed < $1.changed }
        if let since, files.isEmpty { return response(304, Body(), at: since, start) }
        let lease = budget.open()
        await lease.waitForRoom()
        if Task.isCancelled { throw .cancelled }
        var frames = ByteFrames()
        var position = since ?? 0
        for file in since == nil ? Self.newest(files, within: request.bodyLimit) : files[...] {
            // Files of one change time go together, or those behind a limit would never be read.
            if frames.bytes.count + file.size > request.bodyLimit, file.changed > position, position > since ?? 0 { break }
            if let message = try read(file, limit: request.bodyLimit) {
                frames.append(message)
                lease.grow(by: message.count)
            }
            position = file.changed
        }
        lease.close()
        return response(since == nil ? 200 : 226, Body(bytes: frames.bytes, lease: lease), at: position, start)
    }

    private func response(_ status: Int, _ body: Body, at position: Int64, _ start: ContinuousClock.Instant) -> Response {
        let headers = Headers([HeaderField(name: "ETag", value: "\"maildir-\(position)\"")])
        return Response(
            status: status, url: "maildir:", headers: headers, body: body, wireSize: body.bytes.count, duration: .now - start)
    }

    private static func position(_ etag: String) -> Int64? {
        guard etag.hasPrefix("\"maildir-") else { return nil }
        return Int64(etag.dropFirst(9).dropLast())
    }

    /// The last of the files whose sizes fit into half the limit, at least one. The rest of the limit is left for those that come while these are read.
    private static func newest(_ files: [File], within limit: Int) -> ArraySlice<File> {
        var size = 0
        var first = files.endIndex
        while first > 0, first == files.endIndex || size + files[first - 1].size <= limit / 2 {
            first -= 1
            size += files[first].size
        }
        return files[first...]
    }
}

// MARK: - Files

extension MaildirFolder {
    private struct File {
        let path: String
        let size: Int
        /// The change time of the inode, in nanoseconds.
        let changed: Int64
    }

    /// Of the directories `new` and `cur`. Trashed messages and drafts are none that were received.
    private func list() throws(TransferError) -> [File] {
        var files: [File] = []
        for part in ["new", "cur"] {
            let directory = "\(path)/\(part)"
            guard let stream = opendir(directory) else {
                let code = errno
                if code == ENOENT { throw .badURL(reason: "\(path.onOneLine) is no Maildir: it has no directory '\(part)'") }
                throw .unreadableFile(path: directory.onOneLine, reason: String(cString: strerror(code)))
            }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                guard !name.hasPrefix("."), !Self.isSetAside(name) else { continue }
                var status = stat()
                let file = "\(directory)/\(name)"
                // A message that another program moved meanwhile is found under its new name next time.
                guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
                let changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
                files.append(File(path: file, size: Int(status.st_size), changed: changed))
            }
        }
        return files
    }

    /// By the flags behind `:2,`.
    private static func isSetAside(_ name: String) -> Bool {
        guard let colon = name.lastIndex(where: { $0 == ":" || $0 == ";" || $0 == "!" }) else { return false }
        let info = name[colon...].dropFirst()
        return info.hasPrefix("2,") && info.dropFirst(2).contains { $0 == "T" || $0 == "D" }
    }

    /// The message, cut at the limit; nil where it has been moved meanwhile. What a message shows comes before what is attached to it.
    private func read(_ file: File, limit: Int) throws(TransferError) -> [UInt8]? {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else {
            let code = errno
            if code == ENOENT { return nil }
            throw .unreadableFile(path: file.path.onOneLine, reason: String(cString: strerror(code)))
        }
        defer { close(descriptor) }
        do {
            return try FileContents.read(descriptor, expecting: file.size, most: min(file.size, limit))
        } catch {
            throw .unreadableFile(path: file.path.onOneLine, reason: String(cString: strerror(error.code)))
        }
    }
}
