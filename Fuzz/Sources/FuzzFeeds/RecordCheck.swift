import Syndication

/// What must be true of all that is written, whatever was read.
enum RecordCheck {
    /// - Parameter members: each preceded by a comma.
    static func check(members: [UInt8]) {
        check([UInt8(ascii: "{")] + members.dropFirst() + [UInt8(ascii: "}")])
    }

    static func check(_ object: [UInt8]) {
        precondition(String(validating: object, as: UTF8.self) != nil, "a record is not UTF-8")
        precondition(object.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a record has a control character")
        guard let value = try? JSONValue.parse(object) else { preconditionFailure("a record is not JSON") }
        checkURLs(value)
    }

    // MARK: - URLs

    /// Members that hold one URL, besides those whose names end in `_url`.
    private static let names: Set<String> = ["url", "image", "banner_image", "icon", "favicon", "avatar", "player", "thumbnails"]
    /// Schemes of which no program that follows or loads the URL runs a script or reads a file.
    private static let permitted: Set<String> = [
        "http", "https", "mailto", "tel", "sms", "xmpp", "sip", "sips", "irc", "ircs", "matrix", "magnet", "geo", "ftp", "gemini",
        "news", "acct", "bitcoin", "webcal", "nntp", "callto", "skype", "whatsapp", "tg", "signal", "viber", "urn", "doi", "ipfs", "nostr",
    ]

    private static func checkURLs(_ value: JSONValue) {
        switch value {
        case .object(let object):
            for member in object.members {
                if names.contains(member.key) || member.key.hasSuffix("_url") { checkURL(member.value, member.key) }
                checkURLs(member.value)
            }
        case .array(let values): values.forEach(checkURLs)
        default: break
        }
    }

    private static func checkURL(_ value: JSONValue, _ name: String) {
        switch value {
        case .string(let text):
            guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { preconditionFailure("\(name) is not absolute: \(text)") }
            let scheme = text[..<colon].lowercased()
            let isImage = text.hasPrefix("data:image/") && !text.hasPrefix("data:image/svg")
            precondition(isImage || permitted.contains(scheme), "\(name) is not permitted: \(text)")
        case .array(let values): values.forEach { checkURL($0, name) }
        default: break
        }
    }
}
