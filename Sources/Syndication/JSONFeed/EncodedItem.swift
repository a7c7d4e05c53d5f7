public import Bytes

/// An item encoded as members of a JSON Feed 1.1 item. What becomes known only when it is written, such as its `id`, is put before them.
public struct EncodedItem: Sendable {
    /// Members of `_feedd`, each preceded by a comma: `,"guid":"…","links":[…]`. Empty where there are none.
    public var extensionMembers: [UInt8]
    /// Members of the item after `id`, each preceded by a comma: `,"url":"…","title":"…",…`. `content_text` is always among them.
    public var members: [UInt8]

    /// The length of all members in bytes.
    public var size: Int { extensionMembers.count + members.count }

    /// What the item is written into, which decides the name of ``Item/source`` in `_feedd`.
    public enum Place: Sendable {
        /// A JSON Feed document: the member is `source`.
        case document
        /// The journal, where `source` is the name of the configured source: the member is `origin`.
        case journal
    }

    /// Encodes an item.
    public init(_ item: borrowing Item, content: ContentForm = .both, in place: Place = .document) {
        var writer = MemberWriter(reserving: 256)
        writer.writeExtension(of: item, origin: place == .journal ? "origin" : "source")
        extensionMembers = writer.finish()
        writer = MemberWriter(reserving: 512 + item.contentText.utf8.count * 2 + (item.contentHTML?.utf8.count ?? 0))
        writer.write(item, content: content)
        members = writer.finish()
    }

    /// Adds a member to `_feedd`, after the others.
    public mutating func extend(_ name: StaticString, with value: String) {
        var writer = MemberWriter(reserving: 64)
        writer.member(name, value)
        extensionMembers += writer.finish()
    }

    /// Replaces `date_published`, where the item has one.
    public mutating func setPublished(_ date: Timestamp) {
        // This byte sequence cannot stand within a JSON string, where quotes are escaped, so that the first match is the member.
        let name = Array(",\"date_published\":\"".utf8)
        var start = 0
        while let comma = members[start...].firstIndex(of: UInt8(ascii: ",")) {
            if members[comma...].starts(with: name) {
                let value = comma + name.count
                guard let end = members[value...].firstIndex(of: UInt8(ascii: "\"")) else { return }
                return members.replaceSubrange(value..<end, with: date.rfc3339.utf8)
            }
            start = comma + 1
        }
    }

    /// An item that was encoded before.
    public init(extensionMembers: [UInt8], members: [UInt8]) {
        self.extensionMembers = extensionMembers
        self.members = members
    }
}

extension MemberWriter {
    /// All members of an item in one object.
    mutating func writeAll(of item: Item) {
        writeExtension(of: item, origin: "source")
        write(item, content: .both)
    }

    /// Writes an item as an element of the innermost array: `{"_feedd":{…},"id":"…",…}`.
    ///
    /// - Returns: what ``EncodedItem/size`` is of the same item.
    mutating func write(_ item: Item, id: String) -> Int {
        var size = 0
        element { writer in
            let start = writer.mark
            writer.object("_feedd") { writer in
                let start = writer.count
                writer.writeExtension(of: item, origin: "source")
                // There, a comma is before the first member, too.
                if writer.count > start { size = writer.count - start + 1 }
            }
            if size == 0 { writer.rollBack(to: start) }
            writer.member("id", exactly: id)
            let members = writer.count
            writer.write(item, content: .both)
            size += writer.count - members
        }
        return size
    }

    fileprivate mutating func write(_ item: Item, content: ContentForm) {
        member("url", item.url)
        member("external_url", item.externalURL)
        member("title", item.title)
        if content == .both || content == .html { member("content_html", exactly: item.contentHTML) }
        member("content_text", exactly: content == .both || content == .text ? item.contentText : "")
        member("summary", exactly: item.summary)
        member("image", item.image)
        member("banner_image", item.bannerImage)
        member("date_published", item.published)
        member("date_modified", item.modified)
        member("authors", item.authors)
        member("tags", item.tags)
        member("language", item.language)
        list("attachments", item.attachments) { writer, attachment in
            writer.member("url", attachment.url)
            writer.member("mime_type", attachment.mimeType)
            writer.member("title", attachment.title)
            writer.member("size_in_bytes", attachment.sizeInBytes)
            writer.member("duration_in_seconds", attachment.durationInSeconds)
        }
    }

    fileprivate mutating func writeExtension(of item: Item, origin: StaticString) {
        member("guid", exactly: item.guid)
        member("guid_is_permalink", item.guidIsPermalink)
        member("links", item.links)
        member("title_html", exactly: item.titleHTML)
        member("summary_html", exactly: item.summaryHTML)
        member("contributors", item.contributors)
        member("rights", item.rights)
        member("license", item.license)
        if item.hasSource { member(origin, item.source) }
        member("comments_url", item.commentsURL)
        member("comments_feed_url", item.commentsFeedURL)
        member("comments_count", item.commentsCount)
        writeReplies(of: item)
        if item.hasPodcast { member("podcast", item.podcast) }
        member("media", item.media)
        if item.hasMediaDetails { member("media_details", item.mediaDetails) }
        if item.hasLocation { member("location", item.location) }
        member("youtube", item.youtube)
        member("created", item.created)
        member("expires", item.expires)
        if item.isDraft { member("draft", true) }
        member("categories", item.categories)
        list("related", item.related) { writer, link in
            writer.member("title", link.title)
            writer.member("url", link.url)
        }
        warnings(item.warnings)
        member("extensions", item.extensions)
    }

    /// `in_reply_to` has the URL, else the id of each entry; what else is known of them is in `in_reply_to_details`.
    private mutating func writeReplies(of item: Item) {
        if item.inReplyTo.isEmpty { return }
        member("in_reply_to", item.inReplyTo.compactMap { $0.url ?? $0.ref })
        let detailed = item.inReplyTo.filter { ($0.url != nil && $0.ref != nil) || $0.type != nil || $0.source != nil }
        guard !detailed.isEmpty else { return }
        array("in_reply_to_details", detailed) { writer, reply in
            writer.member("ref", reply.ref)
            writer.member("url", reply.url)
            writer.member("type", reply.type)
            writer.member("source", reply.source)
        }
    }
}
