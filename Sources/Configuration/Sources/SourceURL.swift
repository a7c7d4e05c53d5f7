import Bytes
import Glibc
import Transfer

/// The URL of a source: absolute, http, https or file, and taken apart as far as polling needs it (RFC 3986).
package struct SourceURL: Sendable, Equatable {
    /// Why a text is no URL that can be polled. Neither part repeats anything that may be secret.
    package struct Problem: Error, Equatable {
        package var message: String
        package var suggestion: String?
    }

    /// Scheme and host in lower case, without fragment; what no URL may hold as it is (letters beyond ASCII, `|`, …) percent-encoded,
    /// but for the host, which is left to the resolver.
    package let text: String
    /// `text` without user info, and without the values in its query.
    package var redacted: String { withoutSecrets ?? text }
    /// Only where it differs: most URLs have no secrets, and there may be very many of them.
    private let withoutSecrets: String?
    /// `text` without the name and password before its host.
    package var withoutUserInfo: String {
        guard text.utf8.contains(UInt8(ascii: "@")), let slashes = text.firstRange(of: "//")?.upperBound else { return text }
        let authority = text[slashes...].prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@") else { return text }
        return String(text[..<slashes] + text[text.index(after: at)...])
    }
    /// Lower case, without port and brackets; empty for a file.
    package let host: String
    package let isFile: Bool

    /// - Parameters:
    ///   - written: as the configuration has it.
    ///   - directory: what `file:feeds/news.rss` and `file://./feeds/news.rss` are relative to; an absolute path.
    package init(_ written: String, relativeTo directory: String?) throws(Problem) {
        try Self.checkCharacters(written)
        guard let colon = written.firstIndex(of: ":"), Self.isScheme(written[..<colon]) else {
            throw Self.noScheme(written)
        }
        let rest = written[written.index(after: colon)...]
        switch written[..<colon].lowercased() {
        case "http": try self.init(scheme: "http", rest: rest)
        case "https": try self.init(scheme: "https", rest: rest)
        case "file": try self.init(file: rest, directory: directory)
        case "feed": throw Problem(message: "'feed:' is no scheme that can be polled", suggestion: "write the feed's http or https URL")
        case let scheme:
            // "localhost:8080/rss" and "example.org:443/rss" read as a scheme, too.
            if scheme.contains(".") || rest.first?.isNumber == true { throw Self.noScheme(written) }
            throw Problem(
                message: "'\(scheme.prefix(40)):' is no scheme that can be polled", suggestion: "only http, https and file are")
        }
    }

    private init(scheme: String, rest: Substring) throws(Problem) {
        guard rest.utf8.starts(with: "//".utf8) else {
            throw Problem(message: "it has no host", suggestion: "write \(scheme)://HOST/…")
        }
        // By bytes: a thousand sources are a thousand URLs to read at every start.
        let slash = UInt8(ascii: "/"), mark = UInt8(ascii: "?"), hash = UInt8(ascii: "#")
        let end = rest.utf8.dropFirst(2).firstIndex { $0 == slash || $0 == mark || $0 == hash } ?? rest.endIndex
        let authority = try Authority(rest.dropFirst(2)[..<end])
        var path = rest[end...]
        if let fragment = path.utf8.firstIndex(of: hash) { path = path[..<fragment] }
        var query: Substring?
        if let mark = path.utf8.firstIndex(of: mark) {
            query = path[path.index(after: mark)...]
            path = path[..<mark]
        }
        let encodedPath = path.isEmpty ? "/" : Self.encoded(path)
        let userInfo = authority.userInfo.map { Self.encoded($0) + "@" } ?? ""
        let start = scheme + "://"
        let middle = authority.hostAndPort + encodedPath
        text = start + userInfo + middle + (query.map { "?" + Self.encoded($0) } ?? "")
        withoutSecrets =
            authority.userInfo == nil && query == nil ? nil : start + middle + (query.map { "?" + Self.withoutValues($0) } ?? "")
        host = authority.host
        isFile = false
    }

    private init(file rest: Substring, directory: String?) throws(Problem) {
        if rest.contains(where: { $0 == "?" || $0 == "#" }) {
            throw Problem(message: "a file URL has no query and no fragment", suggestion: "write ? as %3F and # as %23")
        }
        var path = rest
        if path.hasPrefix("//") {
            path = path.dropFirst(2)
            let first = path.prefix { $0 != "/" }
            if first == "localhost" {
                path = path.dropFirst(first.count)
            } else if !first.isEmpty, first != ".", first != ".." {
                throw Problem(
                    message: "a file URL names no host", suggestion: "write file:///absolute/path or file:relative/path")
            }
        }
        if path.isEmpty || path.hasSuffix("/") || path.contains("%00") {
            throw Problem(message: "it names no file", suggestion: "write file:///absolute/path or file:relative/path")
        }
        var whole = Self.encoded(path)
        if !path.hasPrefix("/") {
            guard let directory else {
                throw Problem(message: "it is relative", suggestion: "write file:///absolute/path")
            }
            whole = Self.encodedPath(directory) + "/" + whole
        }
        text = "file://" + Self.withoutDots(whole)
        withoutSecrets = nil
        host = ""
        isFile = true
    }

    // MARK: - Checks

    private static func checkCharacters(_ written: String) throws(Problem) {
        if written.isEmpty {
            throw Problem(message: "it is empty", suggestion: "write the feed's URL, such as https://example.org/feed.xml")
        }
        if written.utf8.count > 8_192 {
            throw Problem(message: "it is longer than 8192 bytes")
        }
        // Nearly all URLs are plain ASCII, which needs no look into Unicode's tables.
        if written.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return }
        let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        if let first = written.unicodeScalars.first, let last = written.unicodeScalars.last, isSpace(first) || isSpace(last) {
            throw Problem(message: "there is white space around it", suggestion: "remove it")
        }
        if written.unicodeScalars.contains(where: isSpace) {
            throw Problem(message: "there is white space in it", suggestion: "write a space as %20")
        }
        if written.hasControlCharacters {
            throw Problem(message: "there is a control character in it", suggestion: "remove it")
        }
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy {
            isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
    }

    private static func noScheme(_ written: String) -> Problem {
        let text = written.hasPrefix("//") ? "https:" + written : "https://" + written
        guard !written.hasPrefix("/") || written.hasPrefix("//"), !written.hasPrefix("."),
            let meant = try? SourceURL(text, relativeTo: nil), meant.host.contains(".") || meant.host == "localhost"
        else {
            return Problem(message: "it has no scheme", suggestion: "begin it with https://, http:// or file:")
        }
        return Problem(message: "it has no scheme", suggestion: "did you mean '\(meant.redacted)'?")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    // MARK: - Writing

    /// Percent-encodes what RFC 3986 allows nowhere in a URL; `%` and the delimiters stay as they are.
    private static func encoded(_ text: Substring) -> String {
        encode(text) { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"),
                UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
                false
            default: byte > 0x20 && byte < 0x7F
            }
        }
    }

    /// Percent-encodes a path of the file system.
    private static func encodedPath(_ path: String) -> String {
        encode(path) { isLetter($0) || isDigit($0) || "/-._~+,=:@".utf8.contains($0) }
    }

    private static func encode(_ text: some StringProtocol, keeping isKept: (UInt8) -> Bool) -> String {
        if text.utf8.allSatisfy(isKept) { return String(text) }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isKept(byte) { bytes.append(byte) } else { PercentEncoding.append(byte, to: &bytes) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `a=1&b=2` as `a=…&b=…`; what has no name may be all secret.
    private static func withoutValues(_ query: Substring) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false)
            .map { part in
                guard let equals = part.firstIndex(of: "=") else { return part.isEmpty ? "" : "…" }
                return encoded(part[..<equals]) + "=…"
            }
            .joined(separator: "&")
    }

    /// An absolute path without `.` and `..` (RFC 3986, 5.2.4).
    private static func withoutDots(_ path: String) -> String {
        var kept: [Substring] = []
        for segment in path.split(separator: "/") {
            switch segment {
            case ".": continue
            case "..": _ = kept.popLast()
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}
