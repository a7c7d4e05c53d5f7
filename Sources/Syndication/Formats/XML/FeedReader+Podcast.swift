internal import Markup

/// The elements of `itunes:`, `googleplay:`, `podcast:` and `psc:` in a feed or an item.
extension FeedReader {
    /// The scope that a podcast element opens; nil where it opens none.
    func podcastScope(_ tag: FeedTag) -> Scope? {
        switch tag {
        case .podcastValue: .value
        case .pscChapters: .chapters
        default: nil
        }
    }

    func beginPodcast(_ tag: FeedTag, _ attributes: XMLAttributes, _ podcast: inout Podcast?) {
        switch tag {
        case .podcastPerson, .podcastTranscript, .podcastChapters, .podcastFunding, .podcastLocation, .podcastValue, .podcastSoundbite,
            .podcastSocial, .podcastSeason, .podcastEpisode, .pscChapters:
            break
        default: return
        }
        var result = podcast ?? Podcast()
        switch tag {
        case .podcastPerson:
            result.persons.append(
                Podcast.Participant(
                    name: "", role: attributes.string("role"), group: attributes.string("group"), image: address(attributes, "img"),
                    url: address(attributes, "href")))
        case .podcastTranscript:
            if let url = address(attributes, "url") {
                result.transcripts.append(
                    Podcast.Transcript(
                        url: url, type: attributes.string("type"), language: attributes.string("language"), rel: attributes.string("rel")))
            }
        case .podcastChapters: result.chaptersURL = address(attributes, "url") ?? result.chaptersURL
        case .podcastFunding: if let url = address(attributes, "url") { result.funding.append(Link(url: url)) }
        case .podcastLocation:
            result.location = Podcast.Place(name: nil, geo: attributes.string("geo"), osm: attributes.string("osm"))
        case .podcastValue:
            result.values.append(
                Podcast.Value(
                    type: attributes.string("type"), method: attributes.string("method"), suggested: attributes.string("suggested")))
        case .podcastSoundbite:
            if let start = attributes.string("starttime").flatMap(PodcastDuration.seconds) {
                let duration = attributes.string("duration").flatMap(PodcastDuration.seconds)
                result.soundbites.append(Podcast.Chapter(startInSeconds: start, durationInSeconds: duration))
            }
        case .podcastSocial: if let uri = address(attributes, "uri") { result.socialInteract.append(uri) }
        case .podcastSeason: result.seasonName = attributes.string("name") ?? result.seasonName
        case .podcastEpisode: result.episodeDisplay = attributes.string("display") ?? result.episodeDisplay
        default: break
        }
        podcast = result
    }

    func endPodcast(_ tag: FeedTag, _ text: ElementText, _ podcast: inout Podcast?) {
        switch tag {
        case .itunesExplicit, .googleExplicit, .itunesBlock, .googleBlock, .itunesDuration, .itunesSeason, .itunesEpisode,
            .itunesEpisodeType,
            .itunesType, .podcastMedium, .podcastLocked, .podcastPerson, .podcastFunding, .podcastLocation, .podcastLicense,
            .podcastSoundbite,
            .podcastSeason, .podcastEpisode:
            break
        default: return
        }
        var result = podcast ?? Podcast()
        switch tag {
        case .itunesExplicit: result.explicit = text.flag
        case .googleExplicit: result.explicit = result.explicit ?? text.flag
        // Apple's specification: values other than `Yes` have no effect.
        case .itunesBlock, .googleBlock: if let value = text.string, value == "Yes" || value == "yes" { result.block = true }
        case .itunesDuration: result.durationText = text.string
        case .itunesSeason: result.season = text.integer ?? result.season
        case .podcastSeason: result.season = result.season ?? text.integer
        case .itunesEpisode: result.episode = text.integer ?? result.episode
        case .podcastEpisode: result.episode = result.episode ?? text.integer
        case .itunesEpisodeType: result.episodeType = text.string
        case .itunesType: result.type = text.string
        case .podcastMedium: result.medium = text.string
        case .podcastLocked: result.locked = text.flag
        case .podcastLicense: result.license = text.string
        case .podcastPerson:
            if let last = result.persons.indices.last {
                if let name = text.string { result.persons[last].name = name } else { result.persons.removeLast() }
            }
        case .podcastFunding: if let last = result.funding.indices.last { result.funding[last].title = text.string }
        case .podcastLocation: result.location?.name = text.string
        case .podcastSoundbite: if let last = result.soundbites.indices.last { result.soundbites[last].title = text.string }
        default: break
        }
        if result != Podcast() || podcast != nil { podcast = result }
    }

    func addRecipient(_ attributes: XMLAttributes) {
        let recipient = Podcast.Value.Recipient(
            name: attributes.string("name"), type: attributes.string("type"), address: attributes.string("address"),
            split: attributes.string("split"), customKey: attributes.string("customkey"), customValue: attributes.string("customvalue"),
            fee: attributes.string("fee"))
        changePodcast { if let last = $0.values.indices.last { $0.values[last].recipients.append(recipient) } }
    }

    func addChapter(_ attributes: XMLAttributes) {
        guard let start = attributes.string("start").flatMap(PodcastDuration.seconds) else { return }
        var chapter = Podcast.Chapter(startInSeconds: start)
        chapter.title = attributes.string("title")
        chapter.url = address(attributes, "href")
        chapter.image = address(attributes, "image")
        changePodcast { if $0.chapters.count < 4096 { $0.chapters.append(chapter) } }
    }

    private func changePodcast(_ change: (inout Podcast) -> Void) {
        var podcast = (isInItem ? item.item.podcast : parsed.feed.podcast) ?? Podcast()
        change(&podcast)
        if isInItem { item.item.podcast = podcast } else { parsed.feed.podcast = podcast }
    }
}
