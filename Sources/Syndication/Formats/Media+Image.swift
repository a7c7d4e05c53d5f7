extension Media {
    /// Whether the object is an image, by its medium, else its type, else the extension of its URL.
    var isImage: Bool {
        if let medium { return medium == "image" }
        if let type { return type.lowercased().hasPrefix("image") }
        return MediaType.guess(from: url).hasPrefix("image/")
    }
}
