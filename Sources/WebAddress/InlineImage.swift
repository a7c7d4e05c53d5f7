import Bytes

/// Images in `data:` URLs (RFC 2397).
package enum InlineImage {
    /// Whether this is a bitmap image in base64 of 256 to 65,536 bytes: shorter ones are placeholders, and longer ones are too large to keep in an
    /// item. SVG is refused, as it can contain scripts.
    package static func isPermitted(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
        guard sizes.contains(url.count), url.starts(with: "data:image/".utf8) else { return false }
        let kind = url.dropFirst(11).prefix { $0 != UInt8(ascii: ",") }
        guard kinds.contains(where: { kind.elementsEqual($0.utf8) }) else { return false }
        return url[kind.endIndex...].dropFirst().allSatisfy { byte in
            ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
        }
    }

    private static let sizes = 256...65_536
    private static let kinds = ["png;base64", "gif;base64", "jpeg;base64", "jpg;base64", "webp;base64", "avif;base64"]
}
