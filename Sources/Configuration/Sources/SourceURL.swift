import Bytes
import WebAddress

/// The URL of a source: absolute, http, https, file or maildir. What `WebURL` would silently repair is refused where it is more likely a mistake in a
/// configuration, with the reason.
package struct SourceURL: Sendable, Equatable {
    /// Why a text is no URL that can be polled. Neither part repeats anything that may be secret.
    package struct Problem: Error, Equatable {
        package var message: String
        package var suggestion: String?
    }

    /// What is fetched: normalised as by `WebURL`, all in ASCII, percent-encoded wherever RFC 3986 asks for it, without fragment. May hold secrets.
    package let text: String
    /// `text` without user info, and without the values in its query.
    package var redacted: String { withoutSecrets ?? text }
    /// Only where it differs: most URLs have no secrets, and there may be very many of them.
    private let withoutSecrets: String?
    /// `text` without the name and password before its host.
    package var withoutUserInfo: String {
        text.utf8.contains(UInt8(ascii: "@")) ? WebURL(text)?.withoutUserInfo.string ?? text : text
    }
    /// In lower-case ASCII, without port, brackets and the dot of the DNS's root; empty for a file.
    package let host: String
    package let isFile: Bool
    /// Whether it names a Maildir.
    package let isMaildir: Bool

    /// - Parameters:
    ///   - written: as the configuration has it.
    ///   - directory: an absolute path; `file:feeds/news.rss` and `file://./feeds/news.rss` are relative to it.
    package init(_ written: String, relativeTo directory: String?) throws(Problem) {
        try Self.checkCharacters(written)
        guard let scheme = AbsoluteURI.scheme(of: written) else { throw Self.noScheme(written) }
        let rest = written[written.utf8.index(written.startIndex, offsetBy: scheme.utf8.count + 1)...]
        switch scheme {
        case "http", "https": try self.init(web: written, scheme: scheme, rest: rest)
        case "file": try self.init(file: rest, directory: directory)
        case "maildir": try self.init(maildir: rest, directory: directory)
        case "exec":
            throw Problem(message: "'exec:' is no scheme", suggestion: "write exec = [\"program\", \"argument\"] in place of url")
        case "feed": throw Problem(message: "'feed:' is no scheme that can be polled", suggestion: "write the feed's http or https URL")
        default:
            // "localhost:8080/rss" and "example.org:443/rss" read as a scheme, too.
            if scheme.contains(".") || rest.first?.isNumber == true { throw Self.noScheme(written) }
            throw Problem(
                message: "'\(scheme.prefix(40)):' is no scheme that can be polled", suggestion: "only http, https, file and maildir are")
        }
    }

    private init(web written: String, scheme: String, rest: Substring) throws(Problem) {
        guard rest.utf8.starts(with: "//".utf8) else {
            throw Problem(message: "it has no host", suggestion: "write \(scheme)://HOST/…")
        }
        let authority = rest.dropFirst(2)
        // What `WebURL` would pass over: further slashes before the host, and backslashes in place of slashes.
        let end = authority.utf8.first { $0 == UInt8(ascii: "\\") || Self.delimiters.contains($0) }
        if end == UInt8(ascii: "\\") { throw Self.badCharacter }
        guard authority.utf8.first.map(Self.delimiters.contains) == false, let parsed = WebURL(written), let host = parsed.hostName,
            parsed.port != 0
        else { throw Self.reason(authority: authority) }
        if let problem = Self.problem(ofHost: host) { throw problem }
        let url = parsed.withoutFragment.strictlyEncoded
        text = url.string
        withoutSecrets = url.query == nil && url.userInfo == nil ? nil : url.redacted
        self.host = host
        isFile = false
        isMaildir = false
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
        let noFile = Problem(message: "it names no file", suggestion: "write file:///absolute/path or file:relative/path")
        if path.isEmpty || path.hasSuffix("/") { throw noFile }
        guard let decoded = PercentEncoding.strictlyDecoded(Array(path.utf8)[...]) else {
            throw Problem(message: "'%' in it has not got two hexadecimal digits behind it", suggestion: "write % as %25")
        }
        if decoded.contains(0) { throw noFile }
        var whole = PercentEncoding.encoded(path, keeping: AbsoluteURI.isPermitted)
        if !path.hasPrefix("/") {
            guard let directory else {
                throw Problem(message: "it is relative", suggestion: "write file:///absolute/path")
            }
            whole = PercentEncoding.encoded(directory) { ASCII.isAlphanumeric($0) || "/-._~+,=:@".utf8.contains($0) } + "/" + whole
        }
        text = "file://" + Self.withoutDots(whole)
        withoutSecrets = nil
        host = ""
        isFile = true
        isMaildir = false
    }

    private init(maildir rest: Substring, directory: String?) throws(Problem) {
        let path = rest.hasSuffix("/") ? rest.dropLast(rest.reversed().prefix { $0 == "/" }.count) : rest
        if path.isEmpty { throw Problem(message: "it names no Maildir", suggestion: "write maildir:/absolute/path") }
        text = "maildir:" + (try SourceURL(file: path, directory: directory)).text.dropFirst("file://".count)
        withoutSecrets = nil
        host = ""
        isFile = false
        isMaildir = true
    }
}

// MARK: - What is refused

extension SourceURL {
    private static let delimiters = ASCIISet("/?#")
    private static let badCharacter = Problem(message: "its host has a character that no host has")

    private static func checkCharacters(_ written: String) throws(Problem) {
        if written.isEmpty {
            throw Problem(message: "it is empty", suggestion: "write the feed's URL, such as https://example.org/feed.xml")
        }
        if written.utf8.count > 8_192 {
            throw Problem(message: "it is longer than 8192 bytes")
        }
        // Nearly all URLs are printable ASCII, for which Unicode's tables need not be asked.
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

    private static func noScheme(_ written: String) -> Problem {
        let text = written.hasPrefix("//") ? "https:" + written : "https://" + written
        guard !written.hasPrefix("/") || written.hasPrefix("//"), !written.hasPrefix("."),
            let meant = try? SourceURL(text, relativeTo: nil), meant.host.contains(".") || meant.host == "localhost"
        else {
            return Problem(message: "it has no scheme", suggestion: "begin it with https://, http:// or file:")
        }
        return Problem(message: "it has no scheme", suggestion: "did you mean '\(meant.redacted)'?")
    }

    /// What is wrong with a host that `WebURL` read; nil where it may be looked up.
    private static func problem(ofHost host: String) -> Problem? {
        let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if labels.contains(where: \.isEmpty) { return Problem(message: "its host has two dots in a row or begins with one") }
        if host.utf8.count > 253 || labels.contains(where: { $0.count > 63 }) {
            return Problem(message: "its host is longer than a name in the DNS can be")
        }
        let isAddress = host.utf8.contains(UInt8(ascii: ":"))
        if !isAddress,
            !host.utf8.allSatisfy({
                ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
            })
        {
            return badCharacter
        }
        return nil
    }

    /// Why `WebURL` found no host that can be looked up, or no port.
    ///
    /// - Parameter rest: the text after `//`.
    private static func reason(authority rest: Substring) -> Problem {
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let hostAndPort = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        let noPort = Problem(message: "its port is not a number from 1 to 65535")
        if hostAndPort.first == "[" {
            guard let close = hostAndPort.firstIndex(of: "]") else { return Problem(message: "its host has '[' without ']'") }
            return WebURL("http://\(hostAndPort[...close])/") == nil ? Problem(message: "its host is not an IPv6 address") : noPort
        }
        let colon = hostAndPort.firstIndex(of: ":") ?? hostAndPort.endIndex
        let name = hostAndPort[..<colon]
        if name.isEmpty || name == "." { return Problem(message: "it has no host", suggestion: "write https://HOST/…") }
        guard let host = WebURL("http://\(name)/")?.hostName else {
            let isNumber = name.utf8.last.map(ASCII.isDigit) ?? false
            return isNumber ? Problem(message: "its host is not an IPv4 address") : badCharacter
        }
        return problem(ofHost: host) ?? noPort
    }
}

// MARK: - Paths

extension SourceURL {
    /// An absolute path without `.` and `..` (RFC 3986, section 5.2.4).
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
