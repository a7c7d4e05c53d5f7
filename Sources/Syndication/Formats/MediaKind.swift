/// What a `media:content` is, from all that it says.
enum MediaKind {
    static func isImage(_ content: Media) -> Bool {
        if let medium = content.medium { return medium == "image" }
        if let type = content.type { return type.lowercased().hasPrefix("image") }
        return MediaType.guess(from: content.url).hasPrefix("image/")
    }
}
