import Bytes

/// Recognises URLs of avatars: the small portraits that services keep of their users (Gravatar, GitHub, Mastodon, forums).
///
/// A URL says so itself: a label of its host left of the registrable domain, a directory or the file name is a word for an avatar, alone or with
/// numbers and words that say nothing (`avatars3`, `user_avatar`, `avatar-96x96.png`). A word among others
/// (`avatar-the-way-of-water.jpg`, `www.avatar-news.example`) is a topic.
public enum AvatarURL {
    public static func matches(_ url: String) -> Bool {
        var url = url
        return url.withUTF8(matches)
    }

    /// - Parameter url: UTF-8.
    public static func matches(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
        mayMatch(url) && saysAvatar(String(decoding: url, as: UTF8.self).lowercased())
    }

    /// A cheap test that hardly any URL passes: one of the words' beginnings occurs.
    private static func mayMatch(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while true {
            // The second letter of a beginning: the first ones are much more frequent.
            place = url.firstPlace(from: place) { block in
                let letters = block.lowercased
                return letters.equal(UInt8(ascii: "v")) | letters.equal(UInt8(ascii: "s")) | letters.equal(UInt8(ascii: "r"))
                    | letters.equal(UInt8(ascii: "u"))
            }
            guard place < url.count else { return false }
            if place > 0, isPair(url[place - 1] | 0x20, url[place] | 0x20), beginnings.contains(where: { begins(url, at: place - 1, $0) }) {
                return true
            }
            place += 1
        }
    }

    private static func isPair(_ first: UInt8, _ second: UInt8) -> Bool {
        switch (first, second) {
        case (UInt8(ascii: "a"), UInt8(ascii: "v")), (UInt8(ascii: "u"), UInt8(ascii: "s")), (UInt8(ascii: "p"), UInt8(ascii: "r")),
            (UInt8(ascii: "b"), UInt8(ascii: "u")):
            true
        default: false
        }
    }

    private static let beginnings: [StaticString] = ["avatar", "userpi", "userim", "userph", "userico", "profil", "buddyi"]

    private static func begins(_ url: UnsafeBufferPointer<UInt8>, at index: Int, _ word: StaticString) -> Bool {
        guard url.count - index >= word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { word in word.indices.allSatisfy { url[index + $0] | 0x20 == word[$0] } }
    }

    /// - Parameter url: in lower case.
    private static func saysAvatar(_ url: String) -> Bool {
        var rest = url[...]
        var host = ""[...]
        if let authority = rest.firstRange(of: "//") {
            rest = rest[authority.upperBound...]
            let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
            host = rest[..<end].prefix { $0 != ":" }
            rest = rest[end...]
        }
        let segments = rest.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        return isAvatarHost(String(host)) || segments.contains(where: isAvatarName)
    }

    private static func isAvatarHost(_ host: String) -> Bool {
        let labels = host.split(separator: ".")
        if labels.contains("gravatar") { return true }
        // A suffix under which users have names (`githubusercontent.com`) makes `avatars` a site of its own.
        if labels.count > 2, labels[0].hasPrefix("avatars"), isAvatarName(labels[0]) { return true }
        let site = PublicSuffixList.registrableDomain(ofName: host)?.split(separator: ".").count ?? labels.count
        return labels.dropLast(min(site, labels.count)).contains(where: isAvatarName)
    }

    /// Whether a label or segment consists of a word for an avatar, and otherwise of words and numbers that say nothing.
    private static func isAvatarName(_ name: Substring) -> Bool {
        let words = name.split { $0 == "-" || $0 == "_" || $0 == "." || $0 == "+" || $0 == "~" }
        var isAvatar = false
        var isProfile = false
        for word in words {
            let stem = word.drop(while: \.isNumber).reversed().drop(while: \.isNumber).reversed()
            let plain = String(stem)
            if avatars.contains(plain) {
                isAvatar = true
            } else if plain == "profile" || plain == "user" || plain == "profil" {
                isProfile = true
            } else if pictures.contains(plain) {
                isAvatar = isAvatar || isProfile
            } else if !plain.isEmpty, plain != "x", !fillers.contains(plain) {
                return false
            }
        }
        return isAvatar
    }

    private static let avatars: Set<String> = [
        "avatar", "avatars", "gravatar", "gravatars", "useravatar", "useravatars", "userpic", "userpics", "userimage", "userimages",
        "userphoto",
        "userphotos", "usericon", "usericons", "buddyicon", "buddyicons", "profilepic", "profilepics", "profilepicture", "profilepictures",
        "profilephoto", "profilephotos", "profileimage", "profileimages", "profileicon",
    ]
    /// These mean an avatar behind `profile` or `user`.
    private static let pictures: Set<String> = [
        "image", "images", "picture", "pictures", "pic", "pics", "photo", "photos", "icon", "icons", "thumb", "thumbs", "thumbnail",
    ]
    private static let fillers: Set<String> = [
        "author", "default", "small", "medium", "large", "big", "mini", "tiny", "original", "normal", "full", "square", "round", "cache",
        "cached", "cdn", "static", "upload", "uploads", "custom", "px", "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "php",
    ]
}
