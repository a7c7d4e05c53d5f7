import WebAddress

/// Where well-known services keep the feeds of a page, by the page's address. Sources: the services' own documentation of their feeds.
enum PlatformFeeds {
    /// The feeds of the page at `url`, the most fitting first; empty where the service is not known.
    static func feeds(of url: WebURL) -> [String] {
        guard let name = url.hostName, let origin = url.origin else { return [] }
        let host = name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
        let page = Page(origin: origin, host: host, path: url.path.split(separator: "/").map(String.init), query: url.query ?? "")
        for (suffix, rule) in rules where host == suffix || host.hasSuffix("." + suffix) {
            let feeds = rule(page)
            if !feeds.isEmpty { return feeds }
        }
        return []
    }

    /// The parts of a page's address that the rules look at.
    private struct Page {
        /// Scheme, host and port.
        let origin: String
        /// In lower case, without `www.`.
        let host: String
        let path: [String]
        let query: String

        /// Whether the path has this many parts at least, and the first is `name`.
        func begins(_ name: String, parts: Int = 2) -> Bool { path.count >= parts && path[0] == name }

        /// The value of a parameter.
        func parameter(_ name: String) -> String? {
            query.split(separator: "&").first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
        }

        /// The first label of the host, where it has more than `labels`.
        func subdomain(beyond labels: Int) -> String? {
            let parts = host.split(separator: ".")
            return parts.count > labels ? parts.first.map(String.init) : nil
        }
    }

    private typealias Rule = @Sendable (Page) -> [String]

    private static let rules: [(host: String, rule: Rule)] = [
        ("youtube.com", youTube), ("reddit.com", reddit), ("github.com", gitHub), ("gitlab.com", gitLab), ("codeberg.org", gitea),
        ("bsky.app", { $0.begins("profile") ? ["\($0.origin)/profile/\($0.path[1])/rss"] : [] }),
        ("medium.com", medium), ("substack.com", { $0.subdomain(beyond: 2) != nil ? ["\($0.origin)/feed"] : [] }),
        ("blogspot.com", { ["\($0.origin)/feeds/posts/default"] }), ("tumblr.com", tumblr),
        ("wordpress.com", { $0.subdomain(beyond: 2) != nil ? ["\($0.origin)/feed/"] : [] }),
        ("dev.to", { $0.path.count == 1 ? ["https://dev.to/feed/\($0.path[0])"] : [] }),
        ("vimeo.com", { $0.path.count == 1 ? ["https://vimeo.com/\($0.path[0])/videos/rss"] : [] }),
        ("sourceforge.net", { $0.begins("projects") ? ["https://sourceforge.net/projects/\($0.path[1])/rss"] : [] }),
        ("pypi.org", { $0.begins("project") ? ["https://pypi.org/rss/project/\($0.path[1])/releases.xml"] : [] }),
        ("arxiv.org", { $0.begins("list") ? ["https://rss.arxiv.org/rss/\($0.path[1])"] : [] }),
        ("news.ycombinator.com", { _ in ["https://news.ycombinator.com/rss"] }),
        ("store.steampowered.com", { $0.begins("app") ? ["https://store.steampowered.com/feeds/news/app/\($0.path[1])"] : [] }),
        ("stackoverflow.com", stackExchange), ("stackexchange.com", stackExchange),
        ("spreaker.com", spreaker), ("lemmy.world", lemmy), ("lemmy.ml", lemmy),
    ]

    private static let youTube: Rule = { page in
        let feed = "https://www.youtube.com/feeds/videos.xml"
        if let list = page.parameter("list") { return ["\(feed)?playlist_id=\(list)"] }
        if page.begins("channel") { return ["\(feed)?channel_id=\(page.path[1])"] }
        if page.begins("user") { return ["\(feed)?user=\(page.path[1])"] }
        return []
    }

    private static let reddit: Rule = { page in
        guard let kind = page.path.first, ["r", "user", "u", "domain"].contains(kind), page.path.count >= 2 else {
            return page.path.isEmpty ? ["https://www.reddit.com/.rss"] : []
        }
        return ["https://www.reddit.com/\(page.path.joined(separator: "/"))/.rss"]
    }

    private static let gitHub: Rule = { page in
        let origin = "https://github.com/"
        guard let owner = page.path.first, !["features", "topics", "trending", "search", "login", "about"].contains(owner) else {
            return []
        }
        if page.path.count == 1 { return ["\(origin)\(owner).atom"] }
        let repository = "\(origin)\(owner)/\(page.path[1])"
        switch page.path.count > 2 ? page.path[2] : "" {
        case "commits": return ["\(repository)/commits/\(page.path.count > 3 ? page.path[3] : "HEAD").atom"]
        case "tags": return ["\(repository)/tags.atom"]
        case "wiki": return ["\(repository)/wiki.atom"]
        case "discussions": return ["\(repository)/discussions.atom"]
        default: return ["\(repository)/releases.atom", "\(repository)/tags.atom", "\(repository)/commits.atom"]
        }
    }

    private static let gitLab: Rule = { page in
        let parts = page.path.prefix { $0 != "-" }
        guard parts.count >= 2 else { return parts.first.map { ["\(page.origin)/\($0).atom"] } ?? [] }
        let project = "\(page.origin)/\(parts.joined(separator: "/"))"
        return ["\(project)/-/releases.atom", "\(project)/-/tags?format=atom", "\(project).atom"]
    }

    /// Gitea and Forgejo.
    private static let gitea: Rule = { page in
        switch page.path.count {
        case 0: return []
        case 1: return ["\(page.origin)/\(page.path[0]).rss"]
        default:
            let repository = "\(page.origin)/\(page.path[0])/\(page.path[1])"
            return ["\(repository)/releases.rss", "\(repository)/tags.rss", "\(repository).rss"]
        }
    }

    private static let medium: Rule = { page in
        if page.subdomain(beyond: 2) != nil { return ["\(page.origin)/feed"] }
        guard let name = page.path.first else { return [] }
        if name == "tag", page.path.count >= 2 { return ["https://medium.com/feed/tag/\(page.path[1])"] }
        return ["https://medium.com/feed/\(name)"]
    }

    private static let tumblr: Rule = { page in
        if page.host == "tumblr.com" { return page.path.first.map { ["https://\($0).tumblr.com/rss"] } ?? [] }
        return ["\(page.origin)/rss"]
    }

    private static let stackExchange: Rule = { page in
        if page.begins("questions", parts: 3), page.path[1] == "tagged" { return ["\(page.origin)/feeds/tag/\(page.path[2])"] }
        if page.begins("questions"), page.path[1].allSatisfy(\.isNumber) { return ["\(page.origin)/feeds/question/\(page.path[1])"] }
        if page.begins("users") { return ["\(page.origin)/feeds/user/\(page.path[1])"] }
        return ["\(page.origin)/feeds"]
    }

    private static let spreaker: Rule = { page in
        guard page.begins("show") || page.begins("podcast") else { return [] }
        let id = page.path[1].split(separator: "-").last { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
        return id.map { ["https://www.spreaker.com/show/\($0)/episodes/feed"] } ?? []
    }

    private static let lemmy: Rule = { page in
        guard page.path.count == 2, page.path[0] == "c" || page.path[0] == "u" else {
            return page.path.isEmpty ? ["\(page.origin)/feeds/all.xml"] : []
        }
        return ["\(page.origin)/feeds/\(page.path[0])/\(page.path[1]).xml"]
    }
}
