internal import Markup

/// The elements of `itunes:`, `googleplay:`, `podcast:` and `psc:` in a feed or an item. Those of the Podcast Index and of Podlove are read by
/// ``Podcast``, each with everything in it.
extension FeedReader {
    func endPodcast(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .itunesExplicit: changePodcast { $0.explicit = text.flag }
        case .googleExplicit: changePodcast { $0.explicit = $0.explicit ?? text.flag }
        // Apple's specification: values other than `Yes` have no effect.
        case .itunesBlock, .googleBlock: if let value = text.string, value == "Yes" || value == "yes" { changePodcast { $0.block = true } }
        case .itunesDuration: changePodcast { $0.durationText = text.string }
        case .itunesSeason: if let season = text.integer { changePodcast { $0.season = season } }
        case .itunesEpisode: if let episode = text.number { changePodcast { $0.episode = episode } }
        case .itunesEpisodeType: changePodcast { $0.episodeType = text.string }
        case .itunesOrder: if let order = text.integer { changePodcast { $0.order = order } }
        case .itunesCaptioned: if let value = text.flag { changePodcast { $0.isClosedCaptioned = value } }
        case .itunesType: changePodcast { $0.type = text.string }
        case .podcastMedium: changePodcast { $0.medium = text.string }
        default: break
        }
    }

    func changePodcast(_ change: (inout Podcast) -> Void) {
        if isInItem {
            if !item.item.hasPodcast { item.item.podcast = Podcast() }
            item.item.podcast?.update(change)
        } else {
            if parsed.feed.podcast == nil { parsed.feed.podcast = Podcast() }
            parsed.feed.podcast?.update(change)
        }
    }

    /// Keeps the title or subtitle of a podcast, which may differ from that of the format.
    func notePodcast(_ field: WritableKeyPath<Podcast, String?>, _ text: ElementText) {
        guard let line = self.text(text)?.line.nonEmpty else { return }
        changePodcast { $0[keyPath: field] = $0[keyPath: field] ?? line }
    }

    /// Drops the title and the subtitle of a podcast where they say what other fields say, and a podcast of which nothing is said.
    static func dropRepeated(_ podcast: inout Podcast?, title: Text?, _ text: Text?, _ otherText: Text? = nil) {
        guard podcast != nil else { return }
        if let own = podcast?.title, own == title?.line { podcast?.title = nil }
        if let subtitle = podcast?.subtitle, text?.says(subtitle) == true || otherText?.says(subtitle) == true { podcast?.subtitle = nil }
        if podcast?.isEmpty == true { podcast = nil }
    }

    /// The images that `podcast:image` and `podcast:images` have named.
    var podcastImages: [Podcast.Image] { (isInItem ? item.item.podcast : parsed.feed.podcast)?.images ?? [] }

    /// Offers the images of `podcast:image` and `podcast:images` as the image of the item, or sets them as the icon of the feed.
    ///
    /// - Parameter known: the number of those that were offered before.
    func usePodcastImages(from known: Int) {
        if isInItem {
            for image in podcastImages.dropFirst(known) where image.isPicture {
                item.image.offer(image.url, as: .item, size: .init(width: image.width, height: image.height))
            }
        } else if let image = podcastImages.dropFirst(known).first(where: \.isPicture), feedRanks.icon.admits(3) {
            parsed.feed.icon = image.url
        }
    }

    /// Sets the image from `itunes:image` or `googleplay:image`: its `href` or `url`, its text, or the `url` in it.
    func setPodcastImage(_ url: String?) {
        guard let url else { return }
        if isInItem {
            item.image.offer(url, as: .item)
        } else if feedRanks.icon.admits(2) {
            parsed.feed.icon = url
        }
    }

    /// `itunes:link rel="image"`.
    func readPodcastLink(_ attributes: XMLAttributes) {
        if attributes.string("rel")?.lowercased() == "image" { setPodcastImage(address(attributes, "href")) }
    }

    /// The live item whose element begins.
    func liveItem(_ attributes: XMLAttributes) -> ParsedLiveItem {
        ParsedLiveItem(
            status: attributes.string("status"), start: attributes.string("start").flatMap { DateParser.parse($0) },
            end: attributes.string("end").flatMap { DateParser.parse($0) })
    }
}

extension Podcast {
    /// Changes the value in place.
    fileprivate mutating func update(_ change: (inout Podcast) -> Void) { change(&self) }

    /// The fields that nearly every podcast has are asked first.
    fileprivate var isEmpty: Bool { explicit == nil && durationText == nil && episode == nil && self == Podcast() }
}

extension Text {
    /// Whether it consists of one line. A text that is much longer than the line is not compared.
    fileprivate func says(_ line: String) -> Bool { value.utf8.count < line.utf8.count * 2 + 64 && self.line == line }
}

extension Podcast.Image {
    /// Whether it is an image, which a video and a banner for a purpose of its own are not.
    fileprivate var isPicture: Bool {
        let type = type?.lowercased() ?? MediaType.guess(from: url)
        guard type.hasPrefix("image/") || type == MediaType.unknown else { return false }
        return purpose.map { $0.lowercased().split(separator: " ").contains("artwork") } ?? true
    }
}
