import Extraction
import Syndication

/// What an item's page says, as JSON in the store until the round is over.
///
/// `{"page":{"paywalled":true,"related":[…]},"title":…,"content_html":…,…}`: the members of the article as an item.
struct AwaitedArticle {
    var html: String
    var text: String
    var related: [Article.Related]
    let isPaywalled: Bool
    /// The members of the article as an item.
    let members: JSONObject

    static func stored(_ article: Article) -> [UInt8] {
        let item = EncodedItem(article.item)
        var writer = JSONWriter(reserving: item.members.count + 1024)
        writer.beginObject()
        writer.key("page")
        writer.beginObject()
        writer.key("paywalled")
        writer.bool(article.isPaywalled)
        writer.key("related")
        writer.value(value(of: article.related))
        writer.endObject()
        writer.rawMembers(item.members)
        writer.endObject()
        return writer.bytes
    }

    /// nil where the bytes are damaged.
    init?(stored bytes: [UInt8]) {
        guard case .object(let object)? = try? JSONValue.parse(bytes), let page = object["page"] else { return nil }
        members = object
        html = object["content_html"]?.string ?? ""
        text = object["content_text"]?.string ?? ""
        isPaywalled = page["paywalled"]?.bool ?? false
        related = (page["related"]?.array ?? []).compactMap { link in
            guard let title = link["title"]?.string, let url = link["url"]?.string else { return nil }
            return Article.Related(title: title, url: url)
        }
    }

    func with(_ clean: SiteCleaner.Cleaned) -> AwaitedArticle {
        var page = self
        (page.html, page.text, page.related) = (clean.html, clean.text, clean.related)
        return page
    }

    var title: String? { members["title"]?.string }
    var tags: [JSONValue] { members["tags"]?.array ?? [] }

    static func value(of related: [Article.Related]) -> JSONValue {
        .array(
            related.map { link in
                var object = JSONObject()
                object.members = [.init(key: "title", value: .string(link.title)), .init(key: "url", value: .string(link.url))]
                return .object(object)
            })
    }
}
