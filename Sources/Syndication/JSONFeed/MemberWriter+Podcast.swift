extension MemberWriter {
    /// - Parameter liveItems: the live items of a feed.
    mutating func member(_ name: StaticString, _ podcast: Podcast?, liveItems: [LiveItem] = []) {
        guard podcast != nil || !liveItems.isEmpty else { return }
        object(name) { writer in
            if let podcast { writer.writeMembers(of: podcast) }
            writer.list("live_items", liveItems) { $0.writeMembers(of: $1) }
        }
    }

    private mutating func writeMembers(of podcast: Podcast) {
        member("title", podcast.title)
        member("subtitle", podcast.subtitle)
        member("explicit", podcast.explicit)
        member("block", podcast.block)
        list("blocks", podcast.blocks) { writer, block in
            writer.member("platform", block.platform)
            writer.member("block", block.isBlocked)
        }
        member("duration_text", podcast.durationText)
        member("season", podcast.season)
        member("season_name", podcast.seasonName)
        member("episode", podcast.episode)
        member("episode_display", podcast.episodeDisplay)
        member("episode_type", podcast.episodeType)
        member("order", podcast.order)
        member("is_closed_captioned", podcast.isClosedCaptioned)
        member("type", podcast.type)
        member("medium", podcast.medium)
        member("locked", podcast.locked)
        member("locked_owner", podcast.lockedOwner)
        member("license", podcast.license)
        member("license_url", podcast.licenseURL)
        if let owner = podcast.owner {
            object("owner") { writer in
                writer.member("name", owner.name)
                writer.member("_email", owner.email)
            }
        }
        list("persons", podcast.persons) { writer, person in
            writer.member("name", person.name)
            writer.member("role", person.role)
            writer.member("group", person.group)
            writer.member("image", person.image)
            writer.member("url", person.url)
        }
        list("transcripts", podcast.transcripts) { writer, transcript in
            writer.member("url", transcript.url)
            writer.member("type", transcript.type)
            writer.member("language", transcript.language)
            writer.member("rel", transcript.rel)
        }
        member("chapters_url", podcast.chaptersURL)
        member("chapters_type", podcast.chaptersType)
        list("chapters", podcast.chapters) { $0.writeMembers(of: $1) }
        list("soundbites", podcast.soundbites) { $0.writeMembers(of: $1) }
        member("funding", podcast.funding)
        if let place = podcast.locations.first { object("location") { $0.writeMembers(of: place) } }
        if podcast.locations.count > 1 { list("locations", podcast.locations) { $0.writeMembers(of: $1) } }
        list("values", podcast.values) { $0.writeMembers(of: $1) }
        writeInteractions(podcast.socialInteractions)
        list("alternate_enclosures", podcast.alternateEnclosures) { $0.writeMembers(of: $1) }
        member("content_links", podcast.contentLinks)
        list("images", podcast.images) { writer, image in
            writer.member("url", image.url)
            writer.member("alt", image.alt)
            writer.member("aspect_ratio", image.aspectRatio)
            writer.member("width", image.width)
            writer.member("height", image.height)
            writer.member("type", image.type)
            writer.member("purpose", image.purpose)
        }
        list("txt", podcast.notes) { writer, note in
            writer.member("value", note.value)
            writer.member("purpose", note.purpose)
        }
        list("chats", podcast.chats) { writer, chat in
            writer.member("server", chat.server)
            writer.member("protocol", chat.protocol)
            writer.member("account_id", chat.accountID)
            writer.member("space", chat.space)
        }
        list("trailers", podcast.trailers) { writer, trailer in
            writer.member("url", trailer.url)
            writer.member("title", trailer.title)
            writer.member("date_published", trailer.published)
            writer.member("size_in_bytes", trailer.sizeInBytes)
            writer.member("type", trailer.type)
            writer.member("season", trailer.season)
        }
        list("podroll", podcast.podroll) { $0.writeMembers(of: $1) }
        list("publisher", podcast.publisher) { $0.writeMembers(of: $1) }
        list("remote_items", podcast.remoteItems) { $0.writeMembers(of: $1) }
        if let frequency = podcast.updateFrequency {
            object("update_frequency") { writer in
                writer.member("text", frequency.text)
                writer.member("rrule", frequency.rule)
                writer.member("dtstart", frequency.start)
                writer.member("complete", frequency.isComplete)
            }
        }
        member("uses_podping", podcast.usesPodping)
    }

    private mutating func writeMembers(of chapter: Podcast.Chapter) {
        member("start_in_seconds", chapter.startInSeconds)
        member("duration_in_seconds", chapter.durationInSeconds)
        member("title", chapter.title)
        member("url", chapter.url)
        member("image", chapter.image)
    }

    private mutating func writeMembers(of place: Podcast.Place) {
        member("name", place.name)
        member("geo", place.geo)
        member("osm", place.osm)
        member("rel", place.rel)
        member("country", place.country)
    }

    private mutating func writeMembers(of value: Podcast.Value) {
        member("type", value.type)
        member("method", value.method)
        member("suggested", value.suggested)
        list("recipients", value.recipients) { $0.writeMembers(of: $1) }
        list("time_splits", value.timeSplits) { writer, split in
            writer.member("start_in_seconds", split.startInSeconds)
            writer.member("duration_in_seconds", split.durationInSeconds)
            writer.member("remote_start_in_seconds", split.remoteStartInSeconds)
            writer.member("remote_percentage", split.remotePercentage)
            writer.list("recipients", split.recipients) { $0.writeMembers(of: $1) }
            if let item = split.remoteItem { writer.object("remote_item") { $0.writeMembers(of: item) } }
        }
    }

    private mutating func writeMembers(of recipient: Podcast.Value.Recipient) {
        member("name", recipient.name)
        member("type", recipient.type)
        member("address", recipient.address)
        member("split", recipient.split)
        member("custom_key", recipient.customKey)
        member("custom_value", recipient.customValue)
        member("fee", recipient.fee)
    }

    /// The URIs, and in a second member all of them with their attributes, where one has others.
    private mutating func writeInteractions(_ interactions: [Podcast.SocialInteraction]) {
        member("social_interact", interactions.compactMap(\.uri))
        guard interactions.contains(where: { $0 != Podcast.SocialInteraction(uri: $0.uri) }) else { return }
        list("social_interactions", interactions) { writer, interaction in
            writer.member("uri", interaction.uri)
            writer.member("protocol", interaction.protocol)
            writer.member("account_id", interaction.accountID)
            writer.member("account_url", interaction.accountURL)
            writer.member("priority", interaction.priority)
        }
    }

    private mutating func writeMembers(of enclosure: Podcast.AlternateEnclosure) {
        list("sources", enclosure.sources) { writer, source in
            writer.member("uri", source.uri)
            writer.member("type", source.type)
        }
        member("type", enclosure.type)
        member("size_in_bytes", enclosure.sizeInBytes)
        member("bitrate", enclosure.bitrate)
        member("height", enclosure.height)
        member("language", enclosure.language)
        member("title", enclosure.title)
        member("rel", enclosure.rel)
        member("codecs", enclosure.codecs)
        member("is_default", enclosure.isDefault)
        guard enclosure.integrityType != nil || enclosure.integrityValue != nil else { return }
        object("integrity") { writer in
            writer.member("type", enclosure.integrityType)
            writer.member("value", enclosure.integrityValue)
        }
    }

    private mutating func writeMembers(of item: Podcast.RemoteItem) {
        member("feed_guid", item.feedGUID)
        member("feed_url", item.feedURL)
        member("item_guid", item.itemGUID)
        member("medium", item.medium)
        member("title", item.title)
    }

    private mutating func writeMembers(of live: LiveItem) {
        member("status", live.status)
        member("start", live.start)
        member("end", live.end)
        writeAll(of: live.item)
    }
}
