import Syndication
import WebAddress

/// Reads a page's JSON-LD, in the vocabulary of schema.org.
struct LinkedData {
    /// Every object by its `@id`.
    private var objects: [String: JSONObject] = [:]
    private var article: JSONObject?
    private var site: JSONObject?
    private static let deepest = 16

    /// - Parameter scripts: the contents of the page's `application/ld+json` scripts; those that are not JSON are skipped.
    init(_ scripts: [String]) {
        var found: [(rank: Int, object: JSONObject)] = []
        for script in scripts {
            guard let value = Self.parse(script) else { continue }
            collect(value, depth: 0, &found)
        }
        article = found.min { $0.rank < $1.rank }?.object
    }

    private static func parse(_ script: String) -> JSONValue? {
        // Some templates wrap it in comments or CDATA.
        let bytes = Array(script.utf8)
        guard let start = bytes.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }),
            let end = bytes.lastIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }), start <= end
        else { return nil }
        let text = Array(bytes[start...end])
        if let value = try? JSONValue.parse(text) { return value }
        // Some templates leave line breaks in strings.
        return try? JSONValue.parse(text.map { $0 < 0x20 ? 0x20 : $0 })
    }

    private mutating func collect(_ value: JSONValue, depth: Int, _ found: inout [(rank: Int, object: JSONObject)]) {
        guard depth < Self.deepest else { return }
        if let array = value.array {
            for element in array { collect(element, depth: depth + 1, &found) }
        } else if let object = value.object {
            if let id = object["@id"]?.string, object.members.count > 1, objects[id] == nil { objects[id] = object }
            let types = object["@type"].map { $0.array?.compactMap(\.string) ?? [$0.string].compactMap { $0 } } ?? []
            if let rank = types.compactMap(Self.rank).min() { found.append((rank * 100 + min(depth, 99), object)) }
            if types.contains("WebSite") || types.contains("Organization"), site == nil { site = object }
            for member in object.members
            where member.key == "@graph" || member.key == "mainEntity" || member.key == "mainEntityOfPage" || depth == 0 {
                collect(member.value, depth: depth + 1, &found)
            }
        }
    }

    /// The rank of a type: the lower, the more likely it describes the article.
    private static func rank(_ type: String) -> Int? {
        if type.hasSuffix("Article") || type.hasSuffix("BlogPosting") || type == "Report" || type == "SocialMediaPosting" { return 0 }
        switch type {
        case "Review", "Recipe", "HowTo", "CreativeWork", "DiscussionForumPosting", "QAPage", "VideoObject", "PodcastEpisode": return 1
        case "WebPage", "ItemPage", "AboutPage": return 2
        default: return nil
        }
    }

    // MARK: Properties

    func text(_ key: String) -> String? {
        guard let value = article?[key] else { return nil }
        let text = value.string ?? value.array?.first?.string ?? value["name"]?.string ?? value["@value"]?.string
        return text.flatMap { PageMetadata.line($0) }
    }

    var authors: [Person] {
        people(article?["author"]) + (article?["author"] == nil ? people(article?["creator"]) : [])
    }

    private func people(_ value: JSONValue?) -> [Person] {
        guard let value else { return [] }
        if let array = value.array { return array.prefix(20).flatMap { people($0) } }
        if let name = value.string { return PageMetadata.people(in: PageMetadata.line(name)) }
        guard let object = resolved(value) else { return [] }
        if let names = object["name"]?.array {
            return names.compactMap(\.string).flatMap { PageMetadata.people(in: PageMetadata.line($0)) }
        }
        guard let name = object["name"]?.string.flatMap({ PageMetadata.line($0) }) else { return [] }
        let url = object["url"]?.string.flatMap { try? OutputURL($0, for: .link) }?.string
        return [Person(name: name, url: url?.hasPrefix("http") == true ? url : nil)]
    }

    var publisher: String? {
        let name = article?["publisher"].flatMap { resolved($0) }?["name"]?.string ?? site?["name"]?.string
        return name.flatMap { PageMetadata.line($0) }
    }

    var url: String? {
        article?["url"]?.string ?? article?["mainEntityOfPage"].flatMap { $0.string ?? $0["@id"]?.string }
    }

    var image: String? {
        article?["image"].flatMap { address($0, depth: 0) } ?? article?["thumbnailUrl"].flatMap { address($0, depth: 0) }
    }

    private func address(_ value: JSONValue, depth: Int) -> String? {
        guard depth < 4 else { return nil }
        if let text = value.string { return text.isEmpty ? nil : text }
        if let first = value.array?.first { return address(first, depth: depth + 1) }
        guard let object = resolved(value) else { return nil }
        return (object["url"] ?? object["contentUrl"] ?? object["@id"]).flatMap { address($0, depth: depth + 1) }
    }

    var keywords: [String] {
        guard let value = article?["keywords"] else { return [] }
        let texts = value.array?.compactMap { $0.string ?? $0["name"]?.string } ?? [value.string].compactMap { $0 }
        return texts.count == 1 ? texts[0].split(whereSeparator: { $0 == "," || $0 == ";" }).map(String.init) : texts
    }

    var isPaywalled: Bool {
        switch article?["isAccessibleForFree"] {
        case .bool(let isFree): !isFree
        case .string(let text): text.lowercased() == "false"
        default: false
        }
    }

    /// The object itself, or the one that its `@id` refers to.
    private func resolved(_ value: JSONValue) -> JSONObject? {
        guard let object = value.object else { return nil }
        if object.members.count == 1, let id = object["@id"]?.string { return objects[id] }
        return object
    }
}
