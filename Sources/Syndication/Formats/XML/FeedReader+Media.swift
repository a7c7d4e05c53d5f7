internal import Markup

/// The elements of Media RSS in an item or a channel.
extension FeedReader {
    /// - Returns: the scope of the element's children; nil where its children mean nothing.
    func beginMedia(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        switch tag {
        case .mediaGroup:
            changeMedia { $0.beginGroup() }
            return .mediaGroup
        case .mediaContent:
            let object = object(attributes)
            changeMedia { $0.beginObject(object) }
            return .mediaContent
        case .mediaTitle, .mediaDescription, .mediaText: beginText(attributes, otherwise: .plain)
        case .mediaThumbnail:
            guard let url = address(attributes, "url") else { return nil }
            let thumbnail = MediaDetails.Thumbnail(
                url: url, width: attributes.pixels("width"), height: attributes.pixels("height"),
                timeInSeconds: attributes.string("time").flatMap(PodcastDuration.seconds))
            changeMedia { $0.add(thumbnail) }
        case .mediaPlayer: if let url = address(attributes, "url") { changeMedia { $0.add(player: url) } }
        default: break
        }
        return nil
    }

    func endMedia(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .mediaTitle: if let title = self.text(text) { changeMedia { $0.add(title: title) } }
        case .mediaDescription: if let description = self.text(text) { changeMedia { $0.add(description: description) } }
        case .mediaText: if let text = self.text(text) { changeMedia { $0.add(text: text) } }
        case .mediaCopyright: if let copyright = self.text(text) { changeMedia { $0.add(copyright: copyright) } }
        case .mediaKeywords: for word in keywords(text) { addTag(word) }
        case .mediaCategory: if let name = text.string, !name.contains("/") { addTag(name) }
        case .mediaContent: changeMedia { $0.endObject() }
        case .mediaGroup: changeMedia { $0.endGroup() }
        default: break
        }
    }

    /// Ends the media objects of the item, and lets them speak for it as far as nothing else does.
    func finishMedia() {
        media?.finish()
        guard let media else { return }
        item.item.media = media.objects
        if media.ofNone != MediaDetails() { item.item.mediaDetails = media.ofNone }
        if media.isCut {
            item.item.warnings.append("What is said of all media objects is too long to be repeated in each: only the first has it.")
        }
        offerImages(media.objects)
        fill(from: media)
        for object in media.objects where !object.isImage {
            guard object.type != nil || object.medium != nil || MediaType.guess(from: object.url) != MediaType.unknown else { continue }
            var attachment = Attachment(
                url: object.url, mimeType: object.type.flatMap { MediaType.valid($0) } ?? MediaType.guess(from: object.url))
            attachment.sizeInBytes = object.sizeInBytes
            attachment.durationInSeconds = object.durationInSeconds
            if object.hasDetails { attachment.title = object.details.title }
            add(attachment)
        }
    }

    /// Fills fields that nothing else in the item fills from what is said of its media objects. What is said of pictures describes the
    /// pictures: it fills the title or the text only of an item that has no text at all, and never the author.
    private func fill(from media: MediaState) {
        guard media.hasStatements else { return }
        let hasText = item.content != nil || item.summary != nil
        let (pictures, others) = (media.ofPictures, media.ofOthers)
        if item.title == nil { item.title = others.title ?? (hasText ? nil : pictures.title) }
        if !hasText { item.content = others.description ?? others.text ?? pictures.description ?? pictures.text }
        if let author = others.author, itemRanks.authors.admits(5) { item.item.authors = [Person(name: author)] }
        if item.rights == nil { item.rights = others.copyright }
    }

    private func offerImages(_ objects: [Media]) {
        for object in objects {
            let size = ImageChoice.Size(width: object.width, height: object.height)
            let thumbnails = object.hasDetails ? object.details.thumbnails : []
            guard object.isImage else {
                for thumbnail in thumbnails { offer(thumbnail) }
                continue
            }
            // A picture whose size is not stated is larger than its thumbnails.
            let largest = size == nil ? thumbnails.max { $0.area < $1.area }?.size : nil
            item.image.offer(object.url, as: .mediaObject, size: size ?? largest)
            if size != nil { for thumbnail in thumbnails { offer(thumbnail) } }
        }
    }

    private func offer(_ thumbnail: MediaDetails.Thumbnail) {
        item.image.offer(thumbnail.url, as: .thumbnail, size: thumbnail.size)
    }

    /// Ends the media objects of the channel.
    func finishFeedMedia() {
        media?.finish()
        guard let media else { return }
        parsed.feed.media = media.objects
        if media.ofNone != MediaDetails() { parsed.feed.mediaDetails = media.ofNone }
        if let image = media.objects.first(where: \.isImage)?.url, feedRanks.icon.admits(6) { parsed.feed.icon = image }
    }

    /// The object that a `media:content` element describes; nil without a URL.
    private func object(_ attributes: XMLAttributes) -> Media? {
        guard let url = address(attributes, "url") else { return nil }
        var object = Media(url: url)
        object.type = attributes.string("type")
        object.medium = attributes.string("medium")?.lowercased()
        object.width = attributes.pixels("width")
        object.height = attributes.pixels("height")
        object.durationInSeconds = attributes.string("duration").flatMap(PodcastDuration.seconds)
        object.sizeInBytes = attributes.string("filesize").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        object.bitrate = attributes.number("bitrate")
        object.frameRate = attributes.number("framerate")
        object.samplingRate = attributes.number("samplingrate")
        object.channels = attributes.string("channels").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        object.language = attributes.string("lang")
        object.expression = attributes.string("expression")
        object.isDefault = attributes.string("isdefault").map { $0.lowercased() == "true" }
        return object
    }
}

extension MediaDetails.Thumbnail {
    fileprivate var size: ImageChoice.Size? { ImageChoice.Size(width: width, height: height) }
    fileprivate var area: Int { size?.area ?? 0 }
}

extension XMLAttributes {
    /// The value of an attribute as a finite number; nil where it is absent or none.
    fileprivate func number(_ name: StaticString) -> Double? { string(name).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }

    /// The value of an attribute as a number of pixels (`640`, `640.0`, `640px`); nil where it is absent, none or not greater than 0.
    fileprivate func pixels(_ name: StaticString) -> Int? {
        guard let value = string(name) else { return nil }
        if let pixels = Int(value) { return pixels > 0 ? pixels : nil }
        let digits = value.lowercased().hasSuffix("px") ? value.dropLast(2).trimmingSpace() : value
        return Double(digits).flatMap { $0 >= 1 && $0 <= 1e6 ? Int($0) : nil }
    }
}
