import Bytes
import WebAddress

/// The web page of an embedded document or player. The sanitized text links to it, since embedded content is not kept.
enum EmbeddedContent {
    /// The URL to link to for embedded content from `url`; nil where it is an advertisement, a button or a counter, or only the front page
    /// of a site, which says nothing of what was embedded.
    ///
    /// Players of well-known services have a page of their own, which says more than the player does. For every other one it is `url`.
    static func page(of url: String) -> String? {
        guard let address = WebURL(url), address.isWeb, let host = address.host else { return url }
        if isUnwanted(host: host, path: address.path) { return nil }
        if address.path == "/" || address.path.isEmpty, address.query == nil, address.fragment == nil { return nil }
        guard let page = knownPage(host: withoutPrefix(host), address) else { return url }
        return WebURL(page)?.string ?? url
    }

    /// What a reader sees of the URL: its host and its path, and its query where all is short.
    static func label(of url: String) -> String {
        guard let address = WebURL(url), let host = address.host else {
            return String(url.unicodeScalars.prefix(longestLabel).map(Character.init))
        }
        var label = host + (address.path == "/" ? "" : address.path)
        if let query = address.query, label.utf8.count + query.utf8.count < longestQuery { label += "?" + query }
        return label.utf8.count > longestLabel ? String(label.unicodeScalars.prefix(longestLabel).map(Character.init)) + "…" : label
    }

    private static let longestLabel = 200
    private static let longestQuery = 80

    /// The page of a video by its identifier, as elements like `lite-youtube` and `amp-vimeo` have it.
    /// - Parameter element: The name of the element, which contains the name of the service.
    static func page(ofVideo id: String, element: String) -> String? {
        guard isIdentifier(id) else { return nil }
        if element.contains("youtube") { return "https://www.youtube.com/watch?v=" + id }
        if element.contains("vimeo") { return "https://vimeo.com/" + id }
        if element.contains("dailymotion") { return "https://www.dailymotion.com/video/" + id }
        return nil
    }

    // MARK: Pages of players

    private static func knownPage(host: String, _ address: WebURL) -> String? {
        let path = Self.parts(of: address.path, at: UInt8(ascii: "/"))
        switch host {
        case "youtube.com", "youtube-nocookie.com":
            guard path.count >= 2, path[0] == "embed" || path[0] == "v", isIdentifier(path[1]) else { return nil }
            if path[1] == "videoseries" { return parameter("list", of: address).map { "https://www.youtube.com/playlist?list=" + $0 } }
            let start = parameter("start", of: address).map { "&t=" + $0 + "s" } ?? ""
            return "https://www.youtube.com/watch?v=" + path[1] + start
        case "player.vimeo.com":
            guard path.count >= 2, path[0] == "video", isIdentifier(path[1]) else { return nil }
            return "https://vimeo.com/" + path[1] + (parameter("h", of: address).map { "/" + $0 } ?? "")
        case "dailymotion.com":
            guard path.count >= 3, path[0] == "embed", path[1] == "video", isIdentifier(path[2]) else { return nil }
            return "https://www.dailymotion.com/video/" + path[2]
        case "open.spotify.com":
            guard path.count >= 3, path[0] == "embed" || path[0] == "embed-podcast" else { return nil }
            return "https://open.spotify.com/" + path[1] + "/" + path[2]
        case "embed.podcasts.apple.com", "embed.music.apple.com":
            return "https://" + host.dropFirst("embed.".count) + address.path
        default: break
        }
        // Some players take the URL of the page that they play as a parameter: `/player/?url=https%3A%2F%2F…`.
        if address.query != nil, path.contains(where: { part in players.contains { part.utf8.starts(with: $0.utf8) } }) {
            for name in ["url", "href"] {
                if let value = parameter(name, of: address), let page = WebURL(value), page.isWeb, page.host?.hasPrefix("api.") == false {
                    return page.string
                }
            }
        }
        // A page that has its own embedded form below itself: `/p/identifier/embed/`.
        if path.count >= 2, path.last == "embed", !host.starts(withASCII: "google.") {
            return address.scheme + "://" + (address.host ?? host) + "/" + path.dropLast().joined(separator: "/") + "/"
        }
        return nil
    }

    /// Beginnings of parts of the paths of players.
    private static let players = ["player", "plugins", "embed", "widgets", "oembed"]

    private static func withoutPrefix(_ host: String) -> String {
        if host.starts(withASCII: "www.") { return String(Substring(host.utf8.dropFirst(4))) }
        return host.starts(withASCII: "m.") ? String(Substring(host.utf8.dropFirst(2))) : host
    }

    /// The parts between separators that are not empty. It compares bytes, as to segment a URL into characters takes many times as long.
    private static func parts(of text: String, at separator: UInt8) -> [String] {
        text.utf8.split(separator: separator).map { String(Substring($0)) }
    }

    /// The value of a parameter of the query, with its percent-encoding decoded.
    private static func parameter(_ name: String, of address: WebURL) -> String? {
        for pair in (address.query ?? "").utf8.split(separator: UInt8(ascii: "&")) {
            guard pair.count > name.utf8.count + 1, pair.starts(with: name.utf8) else { continue }
            let rest = pair.dropFirst(name.utf8.count)
            if rest.first == UInt8(ascii: "=") { return decoded(rest.dropFirst()) }
        }
        return nil
    }

    private static func decoded(_ value: Substring.UTF8View) -> String {
        var bytes: [UInt8] = []
        var rest = Array(value)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    // MARK: What is not content

    /// Sites that serve advertisements, count readers or ask who is human, and nothing else.
    private static let unwantedSites: Set<String> = [
        "2mdn.net", "adform.net", "adnxs.com", "adsafeprotected.com", "amazon-adsystem.com", "criteo.com", "criteo.net", "doubleclick.net",
        "feedsportal.com", "google-analytics.com", "googleadservices.com", "googlesyndication.com", "googletagmanager.com", "hcaptcha.com",
        "outbrain.com", "pubmatic.com", "recaptcha.net", "rubiconproject.com", "scorecardresearch.com", "sharethis.com", "taboola.com",
        "addthis.com", "disqus.com",
    ]
    /// First labels of the names of hosts that serve advertisements.
    private static let unwantedLabels: Set<String> = [
        "ad", "ads", "adserver", "adservice", "advert", "banner", "banners", "pixel", "tracking",
    ]
    /// Names of the last part of a path, without its extension: buttons, boxes of followers, and questions whether the reader is human.
    private static let unwantedFiles: Set<String> = [
        "like", "like_box", "likebox", "share_button", "tweet_button", "follow_button", "fastbutton", "recaptcha", "pixel", "beacon",
        "comments", "subscribe_embed",
    ]

    private static func isUnwanted(host: String, path: String) -> Bool {
        let labels = parts(of: host, at: UInt8(ascii: "."))
        // Each of the sites has a name of two labels.
        if labels.count >= 2, unwantedSites.contains(labels[labels.count - 2] + "." + labels[labels.count - 1]) { return true }
        if let label = labels.first, unwantedLabels.contains(label) { return true }
        let file = path.utf8.split(separator: UInt8(ascii: "/")).last?.prefix { $0 != UInt8(ascii: ".") }
        return file.map { unwantedFiles.contains(String(Substring($0))) } ?? false
    }
}
