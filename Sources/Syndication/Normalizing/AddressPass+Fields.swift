import Bytes
import WebAddress

extension AddressPass {
    // MARK: Feed

    mutating func settle(_ feed: inout Feed) {
        settle(&feed.homePageURL, for: .link)
        settle(&feed.feedURL, for: .resource)
        settle(&feed.icon, for: .image)
        settle(&feed.favicon, for: .image)
        settle(&feed.license, for: .link)
        settle(&feed.generatorURL, for: .link)
        if var image = feed.image {
            settle(&image.url, for: .image)
            settle(&image.link, for: .link)
            feed.image = image == Feed.Image() ? nil : image
        }
        settle(&feed.authors)
        settle(&feed.contributors)
        settle(&feed.hubs, { _ in .resource }, { $0.url }, { $0.url = $1 })
        settle(&feed.links)
        settle(&feed.media)
        feed.mediaDetails?.settle(with: &self)
        feed.podcast?.settle(with: &self)
        refuse(each: &feed.categories, { $0.scheme }, { $0.scheme = $1 })
        settle(&feed.extensions)
        if var webMaster = feed.webMaster {
            settle(&webMaster.url, for: .link)
            feed.webMaster = webMaster
        }
        for index in feed.deleted.indices {
            settle(&feed.deleted[index].links)
            feed.deleted[index].source?.settle(with: &self)
            if let url = feed.deleted[index].by?.url { feed.deleted[index].by?.url = outputURL(of: url, for: .link)?.string }
        }
    }

    // MARK: Item

    mutating func settle(_ item: inout Item) {
        let published = settleAddress(of: &item)
        settle(&item.externalURL, for: .link)
        settle(&item.image, for: .image)
        settle(&item.bannerImage, for: .image)
        settle(&item.license, for: .link)
        settle(&item.commentsURL, for: .link)
        settle(&item.commentsFeedURL, for: .resource)
        settle(&item.authors)
        settle(&item.contributors)
        settle(&item.attachments)
        if !item.media.isEmpty { settle(&item.media) }
        if item.hasMediaDetails { item.mediaDetails?.settle(with: &self) }
        settle(&item.links, of: published)
        refuse(each: &item.categories, { $0.scheme }, { $0.scheme = $1 })
        if !item.inReplyTo.isEmpty {
            refuse(each: &item.inReplyTo, { $0.ref }, { $0.ref = $1 })
            settle(each: &item.inReplyTo, for: .link, { $0.url }, { $0.url = $1 })
            settle(each: &item.inReplyTo, for: .resource, { $0.source }, { $0.source = $1 })
            item.inReplyTo.removeAll { $0.ref == nil && $0.url == nil }
        }
        if item.hasPodcast { item.podcast?.settle(with: &self) }
        if item.hasSource {
            item.source?.settle(with: &self)
            if item.source == Origin() { item.source = nil }
        }
        settle(&item.extensions)
    }

    /// - Returns: the item's address as the document has it, where the output has it in another form.
    private mutating func settleAddress(of item: inout Item) -> String? {
        guard let written = item.url else {
            // The external URL is the address of an item without one of its own.
            let external = item.externalURL.flatMap { OutputURL.isOne($0, for: .link) ? nil : outputURL(of: $0, for: .link) }
            item.publishedAddress = external?.published
            return external?.published
        }
        if OutputURL.isOne(written, for: .link) { return nil }
        var url = outputURL(of: written, for: .link)
        if url == nil, item.guidIsPermalink != false, let guid = item.guid, guid.hasPrefix("http") { url = outputURL(of: guid, for: .link) }
        item.url = url?.string
        item.publishedAddress = url?.published ?? url.flatMap { Self.isSpaced(written, $0.string) ? written : nil }
        return item.publishedAddress
    }

    /// Whether a text is the URL, but for spaces in its fragment. Pages find the place that a fragment names by comparing it with the names in them, which
    /// publishers write with spaces, so that this spelling is kept, too.
    private static func isSpaced(_ text: String, _ url: String) -> Bool {
        guard let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")), text.utf8[hash...].contains(UInt8(ascii: " ")) else { return false }
        let encoded = text[hash...].utf8.lazy.flatMap { $0 == UInt8(ascii: " ") ? Array("%20".utf8) : [$0] }
        return url.utf8.elementsEqual(Array(text.utf8[..<hash]) + encoded)
    }

    /// - Parameter published: the item's address as the document has it, which stays among the links, so that nothing of it is lost: identity
    ///   compares it.
    private mutating func settle(_ links: inout [Link], of published: String?) {
        guard let published else { return settle(&links) }
        let kept = links.firstIndex { $0.url == published || (try? OutputURL($0.url, for: .resource))?.string == published }
        var link = kept.map { links.remove(at: $0) } ?? Link(url: published, rel: "alternate")
        link.url = published
        settle(&links)
        links.insert(link, at: min(kept ?? links.count, links.count))
    }

    private mutating func settle(_ attachments: inout [Attachment]) {
        settle(&attachments, { $0.mimeType.starts(withASCII: "image/") ? .resource : .download }, { $0.url }, { $0.url = $1 })
    }

    private mutating func settle(_ media: inout [Media]) {
        settle(&media, { $0.isImage ? .image : .download }, { $0.url }, { $0.url = $1 })
        if media.allSatisfy({ !$0.hasDetails || $0.details.isSettled }) { return }
        for index in media.indices where media[index].hasDetails { settle(&media[index].details) }
    }

    // MARK: Media RSS

    fileprivate mutating func settle(_ details: inout MediaDetails) {
        if details.isSettled { return }
        settle(&details.thumbnails, { _ in .image }, { $0.url }, { $0.url = $1 })
        settle(&details.player, for: .link)
        settle(&details.copyrightURL, for: .link)
        if let license = details.license, !OutputURL.isOne(license.url, for: .link) {
            if let url = outputURL(of: license.url, for: .link)?.string { details.license?.url = url } else { details.license = nil }
        }
        settle(&details.responses, for: .link)
        settle(&details.backLinks, for: .link)
        if let embed = details.embed, !OutputURL.isOne(embed.url, for: .resource) {
            if let url = outputURL(of: embed.url, for: .resource)?.string { details.embed?.url = url } else { details.embed = nil }
        }
        settle(&details.subtitles, { _ in .resource }, { $0.url }, { $0.url = $1 })
        settle(&details.peerLinks, { _ in .download }, { $0.url }, { $0.url = $1 })
        refuse(each: &details.credits, { $0.scheme }, { $0.scheme = $1 })
        refuse(each: &details.categories, { $0.scheme }, { $0.scheme = $1 })
        refuse(each: &details.ratings, { $0.scheme }, { $0.scheme = $1 })
    }

    // MARK: Origin

    fileprivate mutating func settle(_ origin: inout Origin) {
        settle(&origin.url, for: .link)
        settle(&origin.feedURL, for: .resource)
        settle(&origin.icon, for: .image)
        settle(&origin.logo, for: .image)
        settle(&origin.authors)
        settle(&origin.contributors)
        settle(&origin.links)
        refuse(&origin.id)
        refuse(each: &origin.categories, { $0.scheme }, { $0.scheme = $1 })
    }

    // MARK: Both

    private mutating func settle(_ links: inout [Link]) {
        settle(&links, { _ in .link }, { $0.url }, { $0.url = $1 })
    }

    /// A person of whom nothing remains is removed: JSON Feed requires a name, a URL or an avatar.
    mutating func settle(_ persons: inout [Person]) {
        if persons.allSatisfy({ $0.url == nil && $0.avatar == nil }) { return }
        settle(each: &persons, for: .link, { $0.url }, { $0.url = $1 })
        settle(each: &persons, for: .image, { $0.avatar }, { $0.avatar = $1 })
        persons.removeAll { $0.isEmpty && $0.avatar == nil }
    }

    fileprivate mutating func settle(_ podcast: inout Podcast) {
        settle(each: &podcast.persons, for: .image, { $0.image }, { $0.image = $1 })
        settle(each: &podcast.persons, for: .link, { $0.url }, { $0.url = $1 })
        settle(&podcast.transcripts, { _ in .resource }, { $0.url }, { $0.url = $1 })
        settle(&podcast.chaptersURL, for: .resource)
        settle(each: &podcast.chapters, for: .link, { $0.url }, { $0.url = $1 })
        settle(each: &podcast.chapters, for: .image, { $0.image }, { $0.image = $1 })
        settle(&podcast.funding)
        settle(&podcast.contentLinks)
        settle(identifier: &podcast.license)
        settle(&podcast.licenseURL, for: .link)
        settle(each: &podcast.socialInteractions, for: .link, { $0.uri }, { $0.uri = $1 })
        settle(each: &podcast.socialInteractions, for: .link, { $0.accountURL }, { $0.accountURL = $1 })
        for index in podcast.alternateEnclosures.indices {
            settle(&podcast.alternateEnclosures[index].sources, { _ in .download }, { $0.uri }, { $0.uri = $1 })
        }
        podcast.alternateEnclosures.removeAll { $0.sources.isEmpty }
        settle(&podcast.images, { _ in .image }, { $0.url }, { $0.url = $1 })
        for index in podcast.chats.indices {
            settle(identifier: &podcast.chats[index].server)
            settle(identifier: &podcast.chats[index].space)
        }
        settle(&podcast.trailers, { _ in .download }, { $0.url }, { $0.url = $1 })
        settle(&podcast.podroll)
        settle(&podcast.publisher)
        settle(&podcast.remoteItems)
        for value in podcast.values.indices {
            for split in podcast.values[value].timeSplits.indices {
                guard var item = podcast.values[value].timeSplits[split].remoteItem else { continue }
                settle(&item.feedURL, for: .resource)
                podcast.values[value].timeSplits[split].remoteItem = item
            }
        }
        for index in podcast.locations.indices {
            // A `geo:` URI, or a bare pair of coordinates.
            guard let geo = podcast.locations[index].geo, let scheme = AbsoluteURI.scheme(of: geo), scheme != "geo" else { continue }
            podcast.locations[index].geo = nil
            warn(.scheme(scheme))
        }
    }

    private mutating func settle(_ items: inout [Podcast.RemoteItem]) {
        settle(each: &items, for: .resource, { $0.feedURL }, { $0.feedURL = $1 })
    }
}

// Through optional chaining, these change a value in its place, where an `inout` parameter of an optional type would copy it.

extension Podcast {
    fileprivate mutating func settle(with pass: inout AddressPass) { pass.settle(&self) }
}

extension Origin {
    fileprivate mutating func settle(with pass: inout AddressPass) { pass.settle(&self) }
}

extension MediaDetails {
    /// Whether there is no URL that would change. Most have thumbnails alone.
    fileprivate var isSettled: Bool {
        player == nil && copyrightURL == nil && license == nil && embed == nil && responses.isEmpty && categories.isEmpty && ratings.isEmpty
            && credits.allSatisfy { $0.scheme == nil } && backLinks.isEmpty && subtitles.isEmpty && peerLinks.isEmpty
            && thumbnails.allSatisfy { OutputURL.isOne($0.url, for: .image) }
    }

    fileprivate mutating func settle(with pass: inout AddressPass) { pass.settle(&self) }
}
