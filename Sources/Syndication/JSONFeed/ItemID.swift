internal import Markup

/// The `id` that an item has in a document that feedd prints by itself: JSON Feed requires one.
enum ItemID {
    /// The guid where it is an absolute URI, else the URL, else the guid, else a digest of what the item says.
    static func of(_ item: Item) -> String {
        if let guid = item.guid, isAbsolute(guid) { return guid }
        if let id = item.url ?? item.guid { return id }
        var digest = ItemDigest()
        digest.absorb(item.title ?? "")
        digest.absorb(item.contentText)
        digest.absorb(item.summary ?? "")
        let hexadecimal = String(digest.value, radix: 16)
        return "urn:feedd:digest:" + String(repeating: "0", count: 16 - hexadecimal.count) + hexadecimal
    }

    /// Whether `text` begins with a URI scheme (RFC 3986, 3.1) and has no white space.
    private static func isAbsolute(_ text: String) -> Bool {
        var scheme = 0
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5a, 0x61...0x7a: scheme += 1
            case 0x30...0x39, 0x2b, 0x2d, 0x2e: if scheme == 0 { return false } else { scheme += 1 }
            case 0x3a: return scheme > 1 && !text.contains { $0.isWhitespace }
            default: return false
            }
        }
        return false
    }
}
