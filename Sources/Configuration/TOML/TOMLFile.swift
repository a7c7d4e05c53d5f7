import Glibc
import TOMLKit

/// A configuration file on its way from a path to located values.
package enum TOMLFile {
    /// Far above 100,000 sources, far below what reading a device by mistake would take.
    private static let largest = 256 << 20
    /// Some thousand sources.
    private static let largestKept = 1 << 20

    /// - Parameter anyKind: whether pipes are read too; otherwise regular files alone.
    package static func read(path: String, anyKind: Bool) throws(TOMLProblem) -> LocatedTable {
        try table(bytes(path: path, anyKind: anyKind))
    }

    /// What a file of these bytes says.
    package static func table(_ bytes: [UInt8]) throws(TOMLProblem) -> LocatedTable {
        let text = try text(bytes)
        // First for what would bring TOMLKit down. To keep a large file's values while TOMLKit builds its own would double the memory this takes.
        var values: LocatedTable? = try LocatedReader.read(bytes)
        if bytes.count > largestKept { values = nil }
        try checkSyntax(text)
        if let values { return values }
        return try LocatedReader.read(bytes)
    }

    // MARK: - Bytes

    private static func bytes(path: String, anyKind: Bool) throws(TOMLProblem) -> [UInt8] {
        // Without O_NONBLOCK, opening an included pipe would wait for its writer before it can be refused.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | (anyKind ? 0 : O_NONBLOCK))
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(errno) }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFDIR { throw TOMLProblem(message: "cannot be read: it is a directory", suggestion: "name a file in it") }
        if kind != S_IFREG, !anyKind { throw TOMLProblem(message: "cannot be read: it is no regular file") }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, min(Int(status.st_size), largest)))
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw unreadable(errno) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            if bytes.count > largest { throw TOMLProblem(message: "cannot be read: it is larger than 256 MiB") }
        }
    }

    private static func unreadable(_ code: Int32) -> TOMLProblem {
        let reason = String(cString: strerror(code))
        switch code {
        case ENOENT: return TOMLProblem(message: "cannot be read: \(reason)", suggestion: "create it, or name another file")
        case EACCES: return TOMLProblem(message: "cannot be read: \(reason)", suggestion: "let the user that feedd runs as read it")
        default: return TOMLProblem(message: "cannot be read: \(reason)")
        }
    }

    // MARK: - Text

    private static func text(_ bytes: [UInt8]) throws(TOMLProblem) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw TOMLProblem(line: 1, message: "not UTF-8 but UTF-16", suggestion: "save the file as UTF-8")
        }
        if let place = bytes.firstIndex(of: 0) {
            throw TOMLProblem(line: line(of: place, in: bytes), message: "a NUL byte: not a text file")
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw TOMLProblem(
                line: line(of: error.byteOffsets.lowerBound, in: bytes), message: "not UTF-8", suggestion: "save the file as UTF-8")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func line(of place: Int, in bytes: [UInt8]) -> Int {
        1 + bytes.prefix(place).count { $0 == UInt8(ascii: "\n") }
    }

    /// toml++ begins all of its messages in the same way.
    private static func reason(_ error: TOMLParseError) -> String {
        let start = "Error while"
        return error.description.hasPrefix(start) ? "while" + error.description.dropFirst(start.count) : error.description
    }

    private static func checkSyntax(_ text: String) throws(TOMLProblem) {
        do {
            // TOMLKit never frees a table, but empties it when told to.
            try TOMLTable(string: text).clear()
        } catch let error as TOMLParseError {
            throw TOMLProblem(
                line: error.source.begin.line, column: error.source.begin.column, message: "not TOML: " + reason(error).printable)
        } catch {
            throw TOMLProblem(message: "not TOML: \(error)")
        }
    }
}
