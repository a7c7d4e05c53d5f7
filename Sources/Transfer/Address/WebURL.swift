import CCurl
import Glibc

/// An absolute http or https URL, read by libcurl's own parser so that what is checked is what is connected to.
struct WebURL: Equatable {
    /// As libcurl is to fetch it: user info in it, bytes that need it percent-encoded, its host in ASCII.
    let full: String
    /// Without user info, and without fragment.
    let display: String
    /// With the port where it is not the scheme's own; in lower case.
    let host: String
    /// Scheme, host and port: what may see this URL's secrets.
    let origin: String

    /// Whether libcurl will be told a user's name or password.
    let hasUserInfo: Bool

    /// Without user info.
    init(full: String, display: String, host: String, scheme: String) {
        self.full = full
        self.display = display
        self.host = host
        origin = scheme + host
        hasUserInfo = false
    }

    /// Throws `badURL` and `unsupportedScheme`.
    init(_ text: String) throws(TransferError) {
        if let plain = Self(plain: text) {
            self = plain
        } else {
            try self.init(parsing: text)
        }
    }

    /// Where a `Location` leads from `base` (RFC 3986 §5). `reference` is of one scalar a byte; what is not ASCII in it, and its spaces, are percent-encoded as they are.
    init(reference: String, from base: WebURL) throws(TransferError) {
        let encoded = reference.unicodeScalars.map {
            $0.value > 0x20 && $0.value < 0x7F ? String($0) : "%" + String($0.value & 0xFF | 0x100, radix: 16, uppercase: true).dropFirst()
        }
        try self.init(parsing: encoded.joined(), from: base.full)
    }

    private init(parsing text: String, from base: String? = nil) throws(TransferError) {
        if let scheme = Self.scheme(of: text), scheme != "http", scheme != "https" { throw .unsupportedScheme(scheme) }
        guard let url = curl_url() else { throw .failed(reason: "out of memory") }
        defer { curl_url_cleanup(url) }
        if let base { try Self.check(Self.set(url, base)) }
        try Self.check(Self.set(url, text))
        guard let scheme = Self.part(url, CURLUPART_SCHEME)?.lowercased(), scheme == "http" || scheme == "https" else {
            throw .badURL(reason: "it begins with neither http:// nor https://")
        }
        curl_url_set(url, CURLUPART_FRAGMENT, nil, 0)
        guard let full = Self.ascii(url), let name = Self.asciiHost(url), !name.isEmpty else {
            throw .badURL(reason: "its host is no name that can be looked up")
        }
        let port = Self.part(url, CURLUPART_PORT, flags: UInt32(CURLU_NO_DEFAULT_PORT))
        hasUserInfo = Self.part(url, CURLUPART_USER) != nil || Self.part(url, CURLUPART_PASSWORD) != nil
        curl_url_set(url, CURLUPART_USER, nil, 0)
        curl_url_set(url, CURLUPART_PASSWORD, nil, 0)
        curl_url_set(url, CURLUPART_OPTIONS, nil, 0)
        self.full = full
        display = Self.ascii(url) ?? ""
        host = name.lowercased() + (port.map { ":\($0)" } ?? "")
        origin = "\(scheme)://\(host)"
    }

    /// In lower case; nil where there is none (RFC 3986 §3.1).
    private static func scheme(of text: String) -> String? {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
            text.utf8.first.map({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }) ?? false
        else {
            return nil
        }
        let scheme = text.utf8[..<colon]
        let isScheme = scheme.allSatisfy {
            $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || "+-.".utf8.contains($0)
        }
        return isScheme ? String(text[..<colon]).lowercased() : nil
    }

    /// A URL's characters outside ASCII, and its spaces, are encoded.
    private static func set(_ url: OpaquePointer, _ text: String) -> CURLUcode {
        curl_url_set(url, CURLUPART_URL, text, UInt32(CURLU_URLENCODE))
    }

    private static func check(_ code: CURLUcode) throws(TransferError) {
        if code != CURLUE_OK { throw .badURL(reason: String(cString: curl_url_strerror(code))) }
    }

    private static func part(_ url: OpaquePointer, _ part: CURLUPart, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    private static func ascii(_ url: OpaquePointer) -> String? {
        inUTF8 { part(url, CURLUPART_URL, flags: UInt32(CURLU_PUNYCODE)) }
    }

    private static func asciiHost(_ url: OpaquePointer) -> String? {
        inUTF8 { part(url, CURLUPART_HOST, flags: UInt32(CURLU_PUNYCODE)) }
    }

    /// libidn2 takes a host's name to be in the locale's encoding.
    private static func inUTF8<T>(_ body: () -> T) -> T {
        guard let locale = utf8 else { return body() }
        let before = uselocale(locale.handle)
        defer { uselocale(before) }
        return body()
    }

    /// Made once and never changed or freed.
    private struct Locale: @unchecked Sendable {
        let handle: locale_t
    }

    private static let utf8 = newlocale(1 << LC_CTYPE, "C.UTF-8", nil).map(Locale.init)
}
