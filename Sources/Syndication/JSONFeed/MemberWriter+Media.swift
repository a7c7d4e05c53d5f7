extension MemberWriter {
    mutating func member(_ name: StaticString, _ media: [Media]) {
        guard !media.isEmpty else { return }
        array(name, media) { $0.writeMembers(of: $1) }
    }

    mutating func member(_ name: StaticString, _ details: MediaDetails?) {
        guard let details, details != MediaDetails() else { return }
        object(name) { writer in
            writer.member("title", details.title)
            writer.member("description", details.description)
            writer.writeMembers(of: details)
        }
    }

    private mutating func writeMembers(of media: Media) {
        member("url", media.url)
        member("type", media.type)
        member("medium", media.medium)
        if media.hasDetails {
            member("title", media.details.title)
            member("description", media.details.description)
        }
        member("width", media.width)
        member("height", media.height)
        member("duration_in_seconds", media.durationInSeconds)
        member("size_in_bytes", media.sizeInBytes)
        member("bitrate", media.bitrate)
        member("frame_rate", media.frameRate)
        member("sampling_rate", media.samplingRate)
        member("channels", media.channels)
        member("language", media.language)
        member("is_default", media.isDefault)
        member("expression", media.expression)
        if media.hasDetails { writeMembers(of: media.details) }
    }

    /// All but the title and the description.
    private mutating func writeMembers(of details: MediaDetails) {
        writeThumbnails(details.thumbnails)
        list("credits", details.credits) { writer, credit in
            writer.member("name", credit.name)
            writer.member("role", credit.role)
            writer.member("scheme", credit.scheme)
        }
        member("player", details.player)
        list("texts", details.texts) { writer, text in
            writer.member("value", text.value)
            writer.member("language", text.language)
            writer.member("start_in_seconds", text.startInSeconds)
            writer.member("end_in_seconds", text.endInSeconds)
        }
        list("categories", details.categories) { writer, category in
            writer.member("name", category.name)
            writer.member("scheme", category.scheme)
            writer.member("label", category.label)
        }
        member("copyright", details.copyright)
        member("copyright_url", details.copyrightURL)
        member("license", details.license)
        member("rights", details.rights)
        list("ratings", details.ratings) { writer, rating in
            writer.member("value", rating.value)
            writer.member("scheme", rating.scheme)
        }
        list("restrictions", details.restrictions) { writer, restriction in
            writer.member("value", restriction.value)
            writer.member("relationship", restriction.relationship)
            writer.member("type", restriction.type)
        }
        list("hashes", details.hashes) { writer, hash in
            writer.member("value", hash.value)
            writer.member("algorithm", hash.algorithm)
        }
        if let community = details.community { object("community") { $0.writeMembers(of: community) } }
        member("comments", details.comments)
        member("responses", details.responses)
        member("back_links", details.backLinks)
        if let embed = details.embed {
            object("embed") { writer in
                writer.member("url", embed.url)
                writer.member("width", embed.width)
                writer.member("height", embed.height)
                writer.list("parameters", embed.parameters) { writer, parameter in
                    writer.member("name", parameter.name)
                    writer.member("value", parameter.value)
                }
            }
        }
        if let status = details.status {
            object("status") { writer in
                writer.member("state", status.state)
                writer.member("reason", status.reason)
            }
        }
        list("prices", details.prices) { writer, price in
            writer.member("type", price.type)
            writer.member("price", price.price)
            writer.member("currency", price.currency)
            writer.member("info", price.info)
        }
        list("subtitles", details.subtitles) { writer, subtitle in
            writer.member("url", subtitle.url)
            writer.member("type", subtitle.type)
            writer.member("language", subtitle.language)
        }
        member("peer_links", details.peerLinks)
        list("scenes", details.scenes) { writer, scene in
            writer.member("title", scene.title)
            writer.member("description", scene.description)
            writer.member("start_in_seconds", scene.startInSeconds)
            writer.member("end_in_seconds", scene.endInSeconds)
        }
    }

    /// The URLs, and in a second member those of which more is stated.
    private mutating func writeThumbnails(_ thumbnails: [MediaDetails.Thumbnail]) {
        member("thumbnails", thumbnails.map(\.url))
        list("thumbnail_sizes", thumbnails.filter { $0.width != nil || $0.height != nil || $0.timeInSeconds != nil }) { writer, thumbnail in
            writer.member("url", thumbnail.url)
            writer.member("width", thumbnail.width)
            writer.member("height", thumbnail.height)
            writer.member("time_in_seconds", thumbnail.timeInSeconds)
        }
    }

    private mutating func writeMembers(of community: MediaDetails.Community) {
        if community.average != nil || community.count != nil {
            object("star_rating") { writer in
                writer.member("average", community.average)
                writer.member("count", community.count)
                writer.member("min", community.min)
                writer.member("max", community.max)
            }
        }
        if community.views != nil || community.favorites != nil {
            object("statistics") { writer in
                writer.member("views", community.views)
                writer.member("favorites", community.favorites)
            }
        }
        list("tags", community.tags) { writer, tag in
            writer.member("name", tag.name)
            writer.member("weight", tag.weight)
        }
    }
}
