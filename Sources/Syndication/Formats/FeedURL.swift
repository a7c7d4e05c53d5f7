internal import Markup
import WebAddress

/// Addresses in feeds.
enum FeedURL {
    /// `reference` made absolute; nil where it is blank. What is absolute already stays as the publisher wrote it, byte for byte.
    static func absolute(_ reference: String, against base: String?) -> String? {
        let reference = reference.trimmingSpace()
        guard !reference.isEmpty else { return nil }
        if isAbsolute(reference) { return reference }
        return WebURL.resolve(reference, against: base)
    }

    private static func isAbsolute(_ reference: String) -> Bool {
        var reference = reference
        return reference.withUTF8 { bytes in
            guard bytes.count > 9, bytes[0] | 0x20 == 0x68, bytes[1] | 0x20 == 0x74, bytes[2] | 0x20 == 0x74, bytes[3] | 0x20 == 0x70 else {
                return false
            }
            let colon = bytes[4] | 0x20 == 0x73 ? 5 : 4
            guard bytes[colon] == 0x3a, bytes[colon + 1] == 0x2f, bytes[colon + 2] == 0x2f, bytes[colon + 3] > 0x2f else { return false }
            // Line breaks and backslashes are for the URL parser.
            return !bytes.contains { $0 < 0x20 || $0 == 0x5c }
        }
    }
}
