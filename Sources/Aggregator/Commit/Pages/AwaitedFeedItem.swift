import Bytes
import Filter
import Store
import Syndication

/// What a feed says of an item that waits for its page: all that its record needs, as JSON in the store.
///
/// `{"feed":{"title":…,"url":…},"_feedd":{…},"url":…,"title":…,"content_html":…,…}`: the members of an `EncodedItem` that has both forms of its content.
struct AwaitedFeedItem {
    let feed: FeedReference
    /// The members of `_feedd`.
    private let extras: JSONObject
    /// The members of the item.
    private let members: JSONObject

    static func stored(_ item: EncodedItem, of feed: FeedReference) -> [UInt8] {
        var writer = JSONWriter(reserving: item.size + 256)
        writer.beginObject()
        writer.key("feed")
        writer.beginObject()
        if let title = feed.title {
            writer.key("title")
            writer.string(title)
        }
        writer.key("url")
        writer.string(feed.url)
        writer.endObject()
        writer.key("_feedd")
        writer.beginObject()
        writer.rawMembers(Array(item.extensionMembers.dropFirst()))
        writer.endObject()
        writer.rawMembers(item.members)
        writer.endObject()
        return writer.bytes
    }

    /// nil where the bytes are damaged.
    init?(stored bytes: [UInt8]) {
        guard case .object(var object)? = try? JSONValue.parse(bytes) else { return nil }
        let feed = object.remove("feed")
        self.feed = FeedReference(title: feed?["title"]?.string, url: feed?["url"]?.string ?? "")
        extras = object.remove("_feedd")?.object ?? JSONObject()
        members = object
    }

    var title: String? { members["title"]?.string }
    var text: String { members["content_text"]?.string ?? "" }
    var html: String? { members["content_html"]?.string }
    var url: String? { members["url"]?.string }

    /// The item as the rules of a filter see it: with the article, or with the feed's content.
    func subject(with article: AwaitedArticle?) -> FilterSubject {
        var members = members
        var extras = extras
        if let article { Self.replace(&members, &extras, article) }
        let attachments = members["attachments"]?.array ?? []
        return FilterSubject(
            title: members["title"]?.string, url: members["url"]?.string,
            authors: (members["authors"]?.array ?? []).flatMap { [$0["name"]?.string, $0["_email"]?.string].compactMap(\.self) },
            tags: (members["tags"]?.array ?? []).compactMap(\.string), summary: members["summary"]?.string,
            text: members["content_text"]?.string ?? "", html: members["content_html"]?.string, language: members["language"]?.string,
            date: (members["date_published"] ?? members["date_modified"])?.string.flatMap { Timestamp(rfc3339: $0) },
            attachments: attachments.flatMap { [$0["url"]?.string, $0["mime_type"]?.string].compactMap(\.self) },
            duration: attachments.compactMap { $0["duration_in_seconds"]?.double }.max())
    }

    /// The item as it is journaled: with the article, or with the feed's content.
    func encoded(with article: AwaitedArticle?, content form: ContentForm) -> EncodedItem {
        var members = members
        var extras = extras
        if let article { Self.replace(&members, &extras, article) }
        if form == .text || form == .none { members.set("content_html", to: nil) }
        if form == .html || form == .none { members.set("content_text", to: .string("")) }
        return EncodedItem(extensionMembers: Self.bytes(extras), members: Self.bytes(members))
    }

    /// Replaces the feed's content by the article. The feed's becomes the summary, if there is none, and what the feed does not say is taken from the page.
    private static func replace(_ members: inout JSONObject, _ extras: inout JSONObject, _ article: AwaitedArticle) {
        let teaser = members["content_text"]?.string ?? ""
        members.set("content_html", to: .string(article.html))
        members.set("content_text", to: .string(article.text))
        if members["summary"] == nil, !teaser.isEmpty, !article.text.hasPrefix(teaser) { members.set("summary", to: .string(teaser)) }
        for name in ["title", "summary", "image", "date_published", "date_modified", "authors", "language"] where members[name] == nil {
            members.set(name, to: article.members[name])
        }
        if !article.tags.isEmpty {
            let known = members["tags"]?.array ?? []
            members.set("tags", to: .array(known + article.tags.filter { !known.contains($0) }))
        }
        // Those of the feed were taken out of its own content.
        extras.set("related", to: article.related.isEmpty ? nil : AwaitedArticle.value(of: article.related))
    }

    /// The members, each preceded by a comma.
    private static func bytes(_ object: JSONObject) -> [UInt8] {
        guard !object.members.isEmpty else { return [] }
        var writer = JSONWriter(reserving: 1024)
        writer.beginObject()
        writer.members(object)
        var bytes = writer.bytes
        bytes[0] = UInt8(ascii: ",")
        return bytes
    }
}

extension JSONObject {
    fileprivate mutating func remove(_ key: String) -> JSONValue? {
        defer { members.removeAll { $0.key == key } }
        return self[key]
    }

    /// Sets the value where the member is, else at the end; nil removes it.
    fileprivate mutating func set(_ key: String, to value: JSONValue?) {
        guard let value else { return members.removeAll { $0.key == key } }
        if let place = members.firstIndex(where: { $0.key == key }) {
            members[place].value = value
        } else {
            members.append(Member(key: key, value: value))
        }
    }
}
