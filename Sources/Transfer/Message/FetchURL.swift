import Bytes
import WebAddress

/// An http or https URL to fetch, in the forms that fetching needs of it.
///
/// What is checked is what is connected to: libcurl is given the normalised form, in ASCII, in which an IPv4 address is four decimal numbers and a host
/// has only characters that libcurl reads as such.
struct FetchURL: Equatable {
    /// What libcurl is told to fetch: with user info, without fragment.
    let full: String
    /// Without user info and fragment: what responses and redirects name.
    let display: String
    /// In ASCII, with the port where it is not the scheme's default.
    let host: String
    /// Scheme, host and port: what may see this URL's secrets.
    let origin: String
    /// Whether libcurl will be told a user's name or password.
    let hasUserInfo: Bool

    /// Throws `badURL` and `unsupportedScheme`.
    init(_ text: String) throws(TransferError) {
        guard let url = WebURL(text) else {
            if let scheme = AbsoluteURI.scheme(of: text), !WebURL.isWeb(scheme: scheme) { throw .unsupportedScheme(scheme) }
            throw .badURL(reason: "it is not absolute, or its host or port is invalid")
        }
        try self.init(url)
    }

    /// The URL that a `Location` header from `base` leads to (RFC 9110, section 10.2.2).
    ///
    /// - Parameter reference: a scalar for each byte of the header. Bytes that are not ASCII are percent-encoded as they are.
    init(reference: String, from base: FetchURL) throws(TransferError) {
        var bytes: [UInt8] = []
        for scalar in reference.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if scalar.isASCII { bytes.append(byte) } else { PercentEncoding.append(byte, to: &bytes) }
        }
        guard let url = WebURL(base.full)?.resolving(String(decoding: bytes, as: UTF8.self)) else {
            throw .badURL(reason: "a redirect leads to an invalid URL")
        }
        try self.init(url)
    }

    private init(_ url: WebURL) throws(TransferError) {
        guard url.isWeb, let name = url.host else { throw .unsupportedScheme(url.scheme) }
        guard name.utf8.allSatisfy(Self.mayStandInHost) else { throw .badURL(reason: "the host name is invalid") }
        guard url.port != 0 else { throw .badURL(reason: "the port is not a number from 1 to 65535") }
        let whole = url.withoutFragment
        let bare = whole.withoutUserInfo
        full = whole.string
        display = bare.string
        host = url.port.map { "\(name):\($0)" } ?? name
        origin = "\(url.scheme)://\(host)"
        hasUserInfo = bare != whole
    }

    /// Letters, digits and what else names and IPv6 addresses have. libcurl refuses a host with most other characters.
    private static func mayStandInHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): true
        default: ASCII.isAlphanumeric(byte)
        }
    }
}
