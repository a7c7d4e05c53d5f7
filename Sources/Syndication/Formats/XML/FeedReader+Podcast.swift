internal import Markup

/// `itunes:`, `googleplay:`, `podcast:` and `psc:` elements, of a feed or an item.
extension FeedReader {
    /// The scope that an element of these opens, if it opens one.
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
        var its = podcast ?? Podcast()
        switch tag {
        case .podcastPerson:
            its.persons.append(
                Podcast.Participant(
                    name: "", role: attributes.string("role"), group: attributes.string("group"), image: address(attributes, "img"),
                    url: address(attributes, "href")))
        case .podcastTranscript:
            if let url = address(attributes, "url") {
                its.transcripts.append(
                    Podcast.Transcript(
                        url: url, type: attributes.string("type"), language: attributes.string("language"), rel: attributes.string("rel")))
            }
        case .podcastChapters: its.chaptersURL = address(attributes, "url") ?? its.chaptersURL
        case .podcastFunding: if let url = address(attributes, "url") { its.funding.append(Link(url: url)) }
        case .podcastLocation:
            its.location = Podcast.Place(name: nil, geo: attributes.string("geo"), osm: attributes.string("osm"))
        case .podcastValue:
            its.values.append(
                Podcast.Value(
                    type: attributes.string("type"), method: attributes.string("method"), suggested: attributes.string("suggested")))
        case .podcastSoundbite:
            if let start = attributes.string("starttime").flatMap(DurationText.seconds) {
                let duration = attributes.string("duration").flatMap(DurationText.seconds)
                its.soundbites.append(Podcast.Chapter(startInSeconds: start, durationInSeconds: duration))
            }
        case .podcastSocial: if let uri = address(attributes, "uri") { its.socialInteract.append(uri) }
        case .podcastSeason: its.seasonName = attributes.string("name") ?? its.seasonName
        case .podcastEpisode: its.episodeDisplay = attributes.string("display") ?? its.episodeDisplay
        default: break
        }
        podcast = its
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
        var its = podcast ?? Podcast()
        switch tag {
        case .itunesExplicit: its.explicit = text.flag
        case .googleExplicit: its.explicit = its.explicit ?? text.flag
        // Apple: any value but `Yes` has no effect.
        case .itunesBlock, .googleBlock: if let said = text.string, said == "Yes" || said == "yes" { its.block = true }
        case .itunesDuration: its.durationText = text.string
        case .itunesSeason: its.season = text.integer ?? its.season
        case .podcastSeason: its.season = its.season ?? text.integer
        case .itunesEpisode: its.episode = text.integer ?? its.episode
        case .podcastEpisode: its.episode = its.episode ?? text.integer
        case .itunesEpisodeType: its.episodeType = text.string
        case .itunesType: its.type = text.string
        case .podcastMedium: its.medium = text.string
        case .podcastLocked: its.locked = text.flag
        case .podcastLicense: its.license = text.string
        case .podcastPerson:
            if let last = its.persons.indices.last {
                if let name = text.string { its.persons[last].name = name } else { its.persons.removeLast() }
            }
        case .podcastFunding: if let last = its.funding.indices.last { its.funding[last].title = text.string }
        case .podcastLocation: its.location?.name = text.string
        case .podcastSoundbite: if let last = its.soundbites.indices.last { its.soundbites[last].title = text.string }
        default: break
        }
        if its != Podcast() || podcast != nil { podcast = its }
    }

    func addRecipient(_ attributes: XMLAttributes) {
        let recipient = Podcast.Value.Recipient(
            name: attributes.string("name"), type: attributes.string("type"), address: attributes.string("address"),
            split: attributes.string("split"), customKey: attributes.string("customkey"), customValue: attributes.string("customvalue"),
            fee: attributes.string("fee"))
        changePodcast { if let last = $0.values.indices.last { $0.values[last].recipients.append(recipient) } }
    }

    func addChapter(_ attributes: XMLAttributes) {
        guard let start = attributes.string("start").flatMap(DurationText.seconds) else { return }
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
