extension MemberWriter {
    mutating func writeMembers(of media: Media) {
        member("url", media.url)
        member("type", media.type)
        member("medium", media.medium)
        member("title", media.title)
        member("description", media.description)
        member("width", media.width)
        member("height", media.height)
        member("duration_in_seconds", media.durationInSeconds)
        member("size_in_bytes", media.sizeInBytes)
        member("bitrate", media.bitrate)
        member("language", media.language)
        member("is_default", media.isDefault)
        member("expression", media.expression)
        member("thumbnails", media.thumbnails)
        if !media.credits.isEmpty {
            array("credits", media.credits) { writer, credit in
                writer.member("name", credit.name)
                writer.member("role", credit.role)
            }
        }
        member("player", media.player)
    }

    mutating func member(_ name: StaticString, _ podcast: Podcast?) {
        guard let podcast else { return }
        object(name) { $0.writeMembers(of: podcast) }
    }

    private mutating func writeMembers(of podcast: Podcast) {
        member("explicit", podcast.explicit)
        member("block", podcast.block)
        member("duration_text", podcast.durationText)
        member("season", podcast.season)
        member("season_name", podcast.seasonName)
        member("episode", podcast.episode)
        member("episode_display", podcast.episodeDisplay)
        member("episode_type", podcast.episodeType)
        member("type", podcast.type)
        member("medium", podcast.medium)
        member("locked", podcast.locked)
        member("license", podcast.license)
        if !podcast.persons.isEmpty {
            array("persons", podcast.persons) { writer, person in
                writer.member("name", person.name)
                writer.member("role", person.role)
                writer.member("group", person.group)
                writer.member("image", person.image)
                writer.member("url", person.url)
            }
        }
        if !podcast.transcripts.isEmpty {
            array("transcripts", podcast.transcripts) { writer, transcript in
                writer.member("url", transcript.url)
                writer.member("type", transcript.type)
                writer.member("language", transcript.language)
                writer.member("rel", transcript.rel)
            }
        }
        member("chapters_url", podcast.chaptersURL)
        chapters("chapters", podcast.chapters)
        chapters("soundbites", podcast.soundbites)
        member("funding", podcast.funding)
        if let place = podcast.location {
            object("location") { writer in
                writer.member("name", place.name)
                writer.member("geo", place.geo)
                writer.member("osm", place.osm)
            }
        }
        if !podcast.values.isEmpty { array("values", podcast.values) { $0.writeMembers(of: $1) } }
        member("social_interact", podcast.socialInteract)
    }

    private mutating func chapters(_ name: StaticString, _ chapters: [Podcast.Chapter]) {
        guard !chapters.isEmpty else { return }
        array(name, chapters) { writer, chapter in
            writer.member("start_in_seconds", chapter.startInSeconds)
            writer.member("duration_in_seconds", chapter.durationInSeconds)
            writer.member("title", chapter.title)
            writer.member("url", chapter.url)
            writer.member("image", chapter.image)
        }
    }

    private mutating func writeMembers(of value: Podcast.Value) {
        member("type", value.type)
        member("method", value.method)
        member("suggested", value.suggested)
        guard !value.recipients.isEmpty else { return }
        array("recipients", value.recipients) { writer, recipient in
            writer.member("name", recipient.name)
            writer.member("type", recipient.type)
            writer.member("address", recipient.address)
            writer.member("split", recipient.split)
            writer.member("custom_key", recipient.customKey)
            writer.member("custom_value", recipient.customValue)
            writer.member("fee", recipient.fee)
        }
    }
}
