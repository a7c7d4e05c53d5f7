import Bytes

extension Media {
    /// Whether the object is an image, by its medium, else its type, else the extension of its URL.
    var isImage: Bool {
        if let medium { return medium == "image" }
        if let type { return type.utf8.prefix(5).lazy.map(ASCII.lowercased).elementsEqual("image".utf8) }
        return MediaType.guess(from: url).starts(withASCII: "image/")
    }
}
