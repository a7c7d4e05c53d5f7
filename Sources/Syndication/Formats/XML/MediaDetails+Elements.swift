/// Reads the optional elements of Media RSS.
extension MediaDetails {
    mutating func read(_ tag: FeedTag, _ element: ExtensionElement, _ resolve: (String) -> String?) {
        switch tag {
        case .mediaText:
            if let value = element.line {
                append(
                    TimedText(
                        value: value, language: element["lang"], startInSeconds: element.seconds("start"),
                        endInSeconds: element.seconds("end")),
                    to: &texts)
            }
        case .mediaCredit:
            if let name = element.line { append(Credit(name: name, role: element["role"], scheme: element["scheme"]), to: &credits) }
        case .mediaCategory:
            if let name = element.line ?? element["label"] {
                append(Category(name: name, scheme: element["scheme"], label: element["label"]), to: &categories)
            }
        case .mediaCopyright:
            copyright = copyright ?? element.line
            copyrightURL = copyrightURL ?? element["url"].flatMap(resolve)
        case .mediaLicense:
            if let url = element["href"].flatMap(resolve), license == nil {
                license = Link(url: url, type: element["type"], title: element.line)
            }
        case .mediaRights: rights = rights ?? element["status"]
        case .mediaRating: if let value = element.text { append(Rating(value: value, scheme: element["scheme"]), to: &ratings) }
        case .mediaAdult:
            // The older form of `<media:rating scheme="urn:simple">`.
            if let value = element.text?.lowercased(), value == "true" || value == "false", ratings.isEmpty {
                ratings = [Rating(value: value == "true" ? "adult" : "nonadult", scheme: "urn:simple")]
            }
        case .mediaRestriction:
            let restriction = Restriction(value: element.text, relationship: element["relationship"], type: element["type"])
            if restriction != Restriction() { append(restriction, to: &restrictions) }
        case .mediaHash: if let value = element.text { append(Hash(value: value, algorithm: element["algo"]), to: &hashes) }
        case .mediaCommunity: community = community ?? Community(element)
        case .mediaComments: comments += element.children("comment").compactMap(\.line).prefix(256 - min(256, comments.count))
        case .mediaResponses: responses += element.addresses("response", resolve).prefix(256 - min(256, responses.count))
        case .mediaBackLinks: backLinks += element.addresses("backlink", resolve).prefix(256 - min(256, backLinks.count))
        case .mediaEmbed: embed = embed ?? Embed(element, resolve)
        case .mediaStatus:
            if status == nil, element["state"] != nil { status = Status(state: element["state"], reason: element["reason"]) }
        case .mediaPrice:
            let price = Price(
                type: element["type"], price: element.number("price"), currency: element["currency"],
                info: element["info"].map { resolve($0) ?? $0 })
            if price != Price() { append(price, to: &prices) }
        case .mediaSubTitle:
            if let url = element["href"].flatMap(resolve) {
                append(Subtitle(url: url, type: element["type"], language: element["lang"]), to: &subtitles)
            }
        case .mediaPeerLink:
            if let url = element["href"].flatMap(resolve) { append(Link(url: url, type: element["type"]), to: &peerLinks) }
        case .mediaScenes:
            scenes += element.children("scene").compactMap(Scene.init(element:)).prefix(256 - min(256, scenes.count))
        default: break
        }
    }

    /// Fills what is empty from the elements of the group or item around.
    mutating func inherit(_ outer: MediaDetails) {
        title = title ?? outer.title
        description = description ?? outer.description
        player = player ?? outer.player
        copyright = copyright ?? outer.copyright
        copyrightURL = copyrightURL ?? outer.copyrightURL
        license = license ?? outer.license
        rights = rights ?? outer.rights
        community = community ?? outer.community
        embed = embed ?? outer.embed
        status = status ?? outer.status
        Self.fill(&texts, outer.texts)
        Self.fill(&thumbnails, outer.thumbnails)
        Self.fill(&credits, outer.credits)
        Self.fill(&categories, outer.categories)
        Self.fill(&ratings, outer.ratings)
        Self.fill(&restrictions, outer.restrictions)
        Self.fill(&hashes, outer.hashes)
        Self.fill(&comments, outer.comments)
        Self.fill(&responses, outer.responses)
        Self.fill(&backLinks, outer.backLinks)
        Self.fill(&prices, outer.prices)
        Self.fill(&subtitles, outer.subtitles)
        Self.fill(&peerLinks, outer.peerLinks)
        Self.fill(&scenes, outer.scenes)
    }

    private static func fill<Element>(_ list: inout [Element], _ outer: [Element]) {
        if list.isEmpty { list = outer }
    }

    private func append<Element>(_ element: Element, to elements: inout [Element]) {
        if elements.count < 256 { elements.append(element) }
    }
}

extension MediaDetails.Community {
    /// - Returns: nil where nothing is said.
    fileprivate init?(_ element: ExtensionElement) {
        let rating = element.child("starrating")
        average = rating?.number("average")
        count = rating?.count("count")
        min = rating?.number("min")
        max = rating?.number("max")
        let statistics = element.child("statistics")
        views = statistics?.count("views")
        favorites = statistics?.count("favorites")
        // `news: 5, abc:3, reuters`
        for part in (element.child("tags")?.line ?? "").split(separator: ",").prefix(256) {
            let pair = part.split(separator: ":", maxSplits: 1)
            guard let name = pair.first?.trimmingSpace().nonEmpty else { continue }
            let weight = pair.count > 1 ? Double(pair[1].trimmingSpace()) : 1
            tags.append(Tag(name: name, weight: weight.flatMap { $0.isFinite ? $0 : nil } ?? 1))
        }
        if self == MediaDetails.Community() { return nil }
    }
}

extension MediaDetails.Embed {
    fileprivate init?(_ element: ExtensionElement, _ resolve: (String) -> String?) {
        guard let url = element["url"].flatMap(resolve) else { return nil }
        self.init(url: url, width: element.count("width"), height: element.count("height"))
        parameters = element.children("param").compactMap { parameter in
            parameter["name"].flatMap { name in parameter.text.map { Parameter(name: name, value: $0) } }
        }
    }
}

extension MediaDetails.Scene {
    fileprivate init?(element: ExtensionElement) {
        func text(_ name: String) -> String? { element.children.first { $0.localName == name }?.line }
        self.init(
            title: text("scenetitle"), description: text("scenedescription"),
            startInSeconds: text("scenestarttime").flatMap(PodcastDuration.seconds),
            endInSeconds: text("sceneendtime").flatMap(PodcastDuration.seconds))
        if self == MediaDetails.Scene() { return nil }
    }
}

extension ExtensionElement {
    /// The text as one line of plain text, read as HTML where it is declared as HTML or looks like it.
    var line: String? {
        text.flatMap { Text($0, form: self["type"]?.lowercased() == "html" ? .html : .plain).line.nonEmpty }
    }

    /// The texts of the children of a name, as addresses.
    fileprivate func addresses(_ name: String, _ resolve: (String) -> String?) -> [String] {
        children(name).compactMap { $0.text.flatMap(resolve) }
    }
}
