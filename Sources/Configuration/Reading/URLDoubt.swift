import Bytes
import Glibc
import Transfer
import WebAddress

/// A reason to think that the URL of a source is not meant as it stands.
struct URLDoubt: Equatable {
    /// Continues "'url' in [[source]] 'x' …".
    var message: String
    var suggestion: String

    /// - Parameter written: the URL as the configuration has it.
    static func all(of address: SourceURL, written: String, allowsPrivateAddresses: Bool) -> [URLDoubt] {
        var doubts: [URLDoubt] = []
        if written.utf8.contains(UInt8(ascii: "&")), written.contains("&amp;") {
            doubts.append(URLDoubt(message: "holds '&amp;', which is '&' as HTML writes it", suggestion: "write &"))
        }
        if address.isFile {
            if let path = path(of: address.text), let doubt = doubt(about: path) { doubts.append(doubt) }
        } else if address.isMaildir {
            if let path = path(of: address.text), let doubt = doubt(aboutMaildir: path) { doubts.append(doubt) }
        } else if !allowsPrivateAddresses, isPrivate(address.host) {
            doubts.append(
                URLDoubt(
                    message: "names this machine or a private network, to which feedd does not connect",
                    suggestion: "set allow_private_addresses = true for it if that is meant"))
        }
        return doubts
    }

    /// Whether the URL has a password before its host.
    static func hasPassword(_ address: SourceURL) -> Bool {
        address.text.utf8.contains(UInt8(ascii: "@")) && WebURL(address.text)?.userInfo?.contains(":") ?? false
    }

    // MARK: - Hosts

    /// Whether connecting to `host`, which is in lower case, is certain to reach an address that is not public. Names are not looked up.
    private static func isPrivate(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        return NetworkAddress(host).map { !$0.isPublic } ?? false
    }

    // MARK: - Files

    private static func doubt(about path: String) -> URLDoubt? {
        var status = stat()
        if stat(path, &status) != 0 {
            let problem = FileProblem(errno, path: path)
            return URLDoubt(
                message: "names \(path.printable), which cannot be read: \(problem.reason)",
                suggestion: problem.suggestion ?? "check the file")
        }
        if status.st_mode & S_IFMT == S_IFREG { return nil }
        return URLDoubt(message: "names \(path.printable), which is not a regular file", suggestion: "name the feed's file")
    }

    private static func doubt(aboutMaildir path: String) -> URLDoubt? {
        for directory in ["\(path)/new", "\(path)/cur"] where access(directory, R_OK | X_OK) != 0 {
            let problem = FileProblem(errno, path: directory)
            return URLDoubt(
                message: "names a Maildir whose directory \(directory.printable) cannot be read: \(problem.reason)",
                suggestion: problem.suggestion ?? "name a directory that has 'new' and 'cur'")
        }
        return nil
    }

    /// The percent-decoded path of a normalized file or maildir URL.
    private static func path(of url: String) -> String? {
        let encoded = Array(url.utf8.dropFirst(url.hasPrefix("file://") ? "file://".utf8.count : "maildir:".utf8.count))
        return PercentEncoding.strictlyDecoded(encoded[...]).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
