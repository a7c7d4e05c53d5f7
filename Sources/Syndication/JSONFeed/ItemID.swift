import Bytes
import WebAddress

/// The public `id` of an item, for the journal and for the output of `feedd parse`: the guid if it is an absolute URI, else another name.
package enum ItemID {
    /// The `id` in the journal of an item whose guid identifies it within its source: the guid, else `urn:feedd:SOURCE:GUID`.
    package static func make(guid: String, source: String) -> String {
        absoluteURI(guid) ?? "urn:feedd:\(percentEncoded(source)):\(percentEncoded(guid))"
    }

    /// The `id` in the journal of an item without a guid that could identify it: `urn:feedd:KEY`.
    ///
    /// - Parameter key: the item's key in hexadecimal digits.
    package static func make(key: String) -> String { "urn:feedd:\(key)" }

    /// The `id` in a document, which has neither sources nor keys: the guid if it is an absolute URI, else the item's URL, else the guid,
    /// else a URN with a hash of the item's title and texts.
    package static func make(in item: Item) -> String {
        if let id = item.guid.flatMap(absoluteURI) ?? item.url ?? item.guid.map(harmless) { return id }
        var digest = StableHasher()
        digest.absorb(item.title ?? "")
        digest.absorb(item.contentText)
        digest.absorb(item.summary ?? "")
        return "urn:feedd:digest:\(digest.value.hexDigits)"
    }

    /// Nil also for a URI that nobody should open, such as `javascript:…`.
    private static func absoluteURI(_ guid: String) -> String? { AbsoluteURI.isValid(guid) && !isDangerous(guid) ? guid : nil }

    private static func harmless(_ guid: String) -> String { isDangerous(guid) ? "urn:feedd:\(percentEncoded(guid))" : guid }

    private static func isDangerous(_ guid: String) -> Bool { URLUse.dangerousScheme(of: guid) != nil }

    private static func percentEncoded(_ text: String) -> String {
        PercentEncoding.encoded(text, keeping: PercentEncoding.isUnreserved)
    }
}
