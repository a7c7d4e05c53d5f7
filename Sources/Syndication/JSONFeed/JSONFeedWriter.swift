/// Writes a JSON Feed 1.1 document on one line, item by item, so that a large feed need not be in memory as a whole.
public struct JSONFeedWriter: Sendable {
    private var output: MemberWriter

    /// A whole document, without a line break at its end.
    ///
    /// - Parameters:
    ///   - feed: the feed, normalized.
    ///   - items: its items, normalized.
    ///   - isTruncated: whether the document that was parsed is truncated. `_feedd` then has the member `truncated`.
    public static func document(feed: Feed, items: [Item], isTruncated: Bool = false) -> [UInt8] {
        var writer = JSONFeedWriter(feed: feed, isTruncated: isTruncated)
        for item in items { writer.append(item) }
        return writer.finish()
    }

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - feed: the feed, normalized.
    ///   - isTruncated: whether the document that was parsed is truncated. `_feedd` then has the member `truncated`.
    ///   - capacity: the number of bytes to reserve.
    public init(feed: Feed, isTruncated: Bool = false, reserving capacity: Int = 0) {
        output = MemberWriter(reserving: capacity)
        output.member("version", "https://jsonfeed.org/version/1.1")
        output.member("title", feed.title ?? "")
        output.member("home_page_url", feed.homePageURL)
        output.member("feed_url", feed.feedURL)
        output.member("description", feed.description)
        output.member("icon", feed.icon)
        output.member("favicon", feed.favicon)
        output.member("authors", feed.authors)
        output.member("language", feed.language)
        output.list("hubs", feed.hubs) { writer, hub in
            writer.member("type", hub.type)
            writer.member("url", hub.url)
            writer.member("_protocol", hub.protocolName)
            writer.member("_procedure", hub.procedure)
        }
        output.member("expired", feed.expired)
        output.object("_feedd") { writer in
            writer.writeExtension(of: feed)
            if isTruncated { writer.member("truncated", true) }
        }
        output.beginArray("items")
    }

    /// The number of bytes so far.
    public var count: Int { output.count }

    /// Appends an item: `{"_feedd":{…},"id":"…",…}`.
    public mutating func append(_ item: Item) { _ = output.write(item, id: ItemID.make(in: item)) }

    /// Appends an item, cut as far as it has to be; nothing where there is no room for it at all.
    public mutating func append(_ item: Item, within budget: inout OutputBudget) {
        let id = ItemID.make(in: item)
        let start = output.mark
        _ = budget.fit(item, .both, size: { $0 }) { item in
            output.rollBack(to: start)
            return output.write(item, id: id)
        }
        if budget.isExceeded { output.rollBack(to: start) }
    }

    /// Ends the document and returns it.
    public consuming func finish() -> [UInt8] {
        output.endArray()
        output.endObject()
        return output.bytes
    }
}

extension MemberWriter {
    fileprivate mutating func writeExtension(of feed: Feed) {
        member("format", feed.format.rawValue)
        member("encoding", feed.encoding)
        member("id", feed.id)
        member("guid", feed.guid)
        member("links", feed.links)
        member("user_comment", feed.userComment)
        member("generator", feed.generator)
        member("generator_url", feed.generatorURL)
        member("generator_version", feed.generatorVersion)
        member("web_master", feed.webMaster)
        if let image = feed.image {
            object("image") { writer in
                writer.member("url", image.url)
                writer.member("title", image.title)
                writer.member("link", image.link)
                writer.member("description", image.description)
                writer.member("width", image.width)
                writer.member("height", image.height)
            }
        }
        member("rights", feed.rights)
        member("license", feed.license)
        member("published", feed.published)
        member("updated", feed.updated)
        member("tags", feed.tags)
        member("categories", feed.categories)
        member("contributors", feed.contributors)
        member("complete", feed.isComplete)
        member("archive", feed.isArchive)
        list("deleted", feed.deleted) { writer, deletion in
            writer.member("ref", deletion.ref)
            writer.member("when", deletion.when)
            writer.member("by", deletion.by)
            writer.member("comment", deletion.comment)
            writer.member("source", deletion.source)
            writer.member("links", deletion.links)
        }
        member("ttl_minutes", feed.rhythm.ttlMinutes)
        member("update_period_seconds", feed.rhythm.updatePeriodSeconds)
        member("skip_hours", feed.rhythm.skipHours.sorted())
        member("skip_days", feed.rhythm.skipDays.sorted())
        member("title_html", feed.titleHTML)
        member("description_html", feed.descriptionHTML)
        member("podcast", feed.podcast, liveItems: feed.liveItems)
        member("media", feed.media)
        member("media_details", feed.mediaDetails)
        member("location", feed.location)
        member("youtube", feed.youtube)
        warnings(feed.warnings)
        member("extensions", feed.extensions)
    }
}
