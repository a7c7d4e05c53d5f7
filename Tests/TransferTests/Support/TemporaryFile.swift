import Glibc

/// A file that is deleted with the last reference to this object.
final class TemporaryFile: Sendable {
    let path: String

    struct Failure: Error {}

    init(_ bytes: [UInt8]) throws {
        var template = Array("/tmp/feedd test %.XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else { throw Failure() }
        close(descriptor)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { unlink(path) }

    /// The path as a percent-encoded file URL.
    var url: String {
        "file://" + path.utf8.map { $0 == 0x20 ? "%20" : $0 == 0x25 ? "%25" : String(Character(Unicode.Scalar($0))) }.joined()
    }

    func append(_ bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_APPEND)
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw Failure() }
        close(descriptor)
    }
}
