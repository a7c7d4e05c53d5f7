import Syndication

/// The line that `feedd extract` prints for one page: its article as a JSON Feed item.
public struct ArticleReport: Sendable {
    /// The JSON, without a line break. Where the page has no article, `content_text` is `""`.
    public var line: [UInt8]

    /// - Parameters:
    ///   - bytes: the page.
    ///   - url: its URL.
    ///   - name: used for `id` where the page has no URL.
    public init(_ bytes: [UInt8], url: String?, name: String) {
        let article = ArticleExtractor.extract(bytes, url: url, contentType: nil) ?? Article()
        let encoded = EncodedItem(article.item)
        var writer = JSONWriter(reserving: encoded.members.count + 512)
        writer.beginObject()
        if !encoded.extensionMembers.isEmpty || article.isPaywalled || article.nextPageURL != nil {
            writer.key("_feedd")
            writer.beginObject()
            if !encoded.extensionMembers.isEmpty { writer.rawMembers(Array(encoded.extensionMembers.dropFirst())) }
            if article.isPaywalled {
                writer.key("paywalled")
                writer.bool(true)
            }
            if let next = article.nextPageURL {
                writer.key("next_page_url")
                writer.string(next)
            }
            writer.endObject()
        }
        writer.key("id")
        writer.string(article.url ?? name)
        writer.rawMembers(encoded.members)
        writer.endObject()
        line = writer.bytes
    }
}
