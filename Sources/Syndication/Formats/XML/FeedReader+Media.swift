internal import Markup

/// The elements of Media RSS.
extension FeedReader {
    func beginMedia(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        switch tag {
        case .mediaGroup:
            media.groupStart = item.item.media.count
            media.group = MediaState.Common()
            return .mediaGroup
        case .mediaContent:
            media.open = content(attributes)
            return .mediaContent
        case .mediaThumbnail:
            if let url = address(attributes, "url") {
                if itemRanks.image.admits(scope == .item ? 2 : 3) { item.item.image = url }
                change {
                    $0.thumbnails.append(url)
                } content: {
                    $0.thumbnails.append(url)
                }
            }
        case .mediaPlayer:
            if let url = address(attributes, "url") {
                media.player = media.player ?? url
                change {
                    $0.player = url
                } content: {
                    $0.player = url
                }
            }
        case .mediaCredit: media.creditRole = attributes.string("role")
        default: break
        }
        return nil
    }

    func endInMedia(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .mediaTitle:
            if let title = self.text(text) {
                let line = title.line
                change {
                    $0.title = line
                } content: {
                    $0.title = line
                }
                if itemRanks.title.admits(3) { item.title = title }
            }
        case .mediaDescription:
            if let description = self.text(text) {
                let line = description.line
                change {
                    $0.description = line
                } content: {
                    $0.description = line
                }
                if itemRanks.summary.admits(3) { item.summary = description }
            }
        case .mediaContent, .mediaGroup: endMedia(tag)
        default: endInItem(tag, text)
        }
    }

    func endCredit(_ text: ElementText) {
        guard let name = text.string else { return }
        let credit = Media.Credit(name: name, role: media.creditRole)
        change {
            $0.credits.append(credit)
        } content: {
            $0.credits.append(credit)
        }
        if credit.role?.lowercased() == "author" || credit.role == nil, itemRanks.authors.admits(5) {
            item.item.authors = [Person(name: name)]
        }
    }

    func endMedia(_ tag: FeedTag) {
        if tag == .mediaContent {
            if let content = media.open, item.item.media.count < 1024 { item.item.media.append(content) }
            media.open = nil
            return
        }
        guard let start = media.groupStart else { return }
        for index in item.item.media.indices where index >= start { complete(&item.item.media[index], media.group) }
        if start == item.item.media.count { keepThumbnails(media.group) }
        media.groupStart = nil
        media.group = MediaState.Common()
    }

    func finishMedia() {
        for index in item.item.media.indices { complete(&item.item.media[index], media.item) }
        if item.item.media.isEmpty { keepThumbnails(media.item) }
        for content in item.item.media {
            if content.isImage {
                if itemRanks.image.admits(5) { item.item.image = content.url }
            } else if content.type != nil || content.medium != nil || MediaType.guess(from: content.url) != MediaType.unknown {
                var attachment = Attachment(
                    url: content.url, mimeType: content.type.flatMap { MediaType.valid($0) } ?? MediaType.guess(from: content.url))
                attachment.sizeInBytes = content.sizeInBytes
                attachment.durationInSeconds = content.durationInSeconds
                attachment.title = content.title
                add(attachment)
            }
        }
        if let seconds = item.item.podcast?.durationText.flatMap(PodcastDuration.seconds) {
            for index in item.item.attachments.indices where item.item.attachments[index].durationInSeconds == nil {
                if item.item.attachments.count == 1 || item.item.attachments[index].mimeType.hasPrefix("audio/") {
                    item.item.attachments[index].durationInSeconds = seconds
                }
            }
        }
    }

    /// The object that a `media:content` element describes; nil without a URL.
    private func content(_ attributes: XMLAttributes) -> Media? {
        guard let url = address(attributes, "url") else { return nil }
        var content = Media(url: url)
        content.type = attributes.string("type")
        content.medium = attributes.string("medium")?.lowercased()
        content.width = attributes.string("width").flatMap { Int($0) }
        content.height = attributes.string("height").flatMap { Int($0) }
        content.durationInSeconds = attributes.string("duration").flatMap(PodcastDuration.seconds)
        content.sizeInBytes = attributes.string("filesize").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        content.bitrate = attributes.string("bitrate").flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
        content.language = attributes.string("lang")
        content.expression = attributes.string("expression")
        content.isDefault = attributes.string("isdefault").map { $0.lowercased() == "true" }
        return content
    }

    /// Changes the open object, else the elements of the open group, else those of the item.
    private func change(_ common: (inout MediaState.Common) -> Void, content: (inout Media) -> Void) {
        if media.open != nil {
            media.open.withValue(content)
        } else if media.groupStart != nil {
            common(&media.group)
        } else {
            common(&media.item)
        }
    }

    /// Fills the empty fields of an object from the elements of its group or item.
    private func complete(_ content: inout Media, _ common: MediaState.Common) {
        content.title = content.title ?? common.title
        content.description = content.description ?? common.description
        content.player = content.player ?? common.player
        if content.thumbnails.isEmpty { content.thumbnails = common.thumbnails }
        if content.credits.isEmpty { content.credits = common.credits }
    }

    /// Adds thumbnails that belong to no object as image objects.
    private func keepThumbnails(_ common: MediaState.Common) {
        for url in common.thumbnails where item.item.media.count < 1024 {
            var thumbnail = Media(url: url)
            thumbnail.medium = "image"
            item.item.media.append(thumbnail)
        }
    }
}

extension Optional {
    fileprivate mutating func withValue(_ body: (inout Wrapped) -> Void) {
        guard var value = self else { return }
        body(&value)
        self = value
    }
}
