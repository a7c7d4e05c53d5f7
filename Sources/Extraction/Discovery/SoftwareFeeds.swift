import Markup
import WebAddress

/// Where the software that made a page keeps its feeds: what the page names as its generator, and marks that only one kind of software leaves.
enum SoftwareFeeds {
    /// The feeds of the page, the most fitting first.
    static func feeds(of page: PageTraces, at url: WebURL) -> [String] {
        guard let origin = url.origin else { return [] }
        let path = url.path.split(separator: "/").map(String.init)
        var feeds = page.named.compactMap { url.resolving($0)?.string }
        for software in Software.allCases where software.made(page) { feeds += software.feeds(origin, path) }
        return feeds
    }

    private enum Software: CaseIterable {
        case wordPress, blogger, ghost, discourse, phpBB, mediaWiki, mastodon, substack, medium, hugo, jekyll, drupal, joomla, squarespace,
            shopify, wix, gitLab, gitea,
            pelican, hexo, youTube, xenForo, peerTube

        func made(_ page: PageTraces) -> Bool {
            switch self {
            case .wordPress: page.generator.hasPrefix("wordpress") || page.mentions("/wp-content/")
            case .blogger: page.generator.hasPrefix("blogger")
            case .ghost: page.generator.hasPrefix("ghost")
            case .discourse: page.generator.hasPrefix("discourse")
            case .phpBB: page.mentions("phpbb")
            case .mediaWiki: page.generator.hasPrefix("mediawiki")
            case .mastodon: page.application.hasPrefix("mastodon") || page.mentions("/packs/js/") && page.mentions("mastodon")
            case .substack: page.mentions("substackcdn.com")
            case .medium: page.application == "medium"
            case .hugo: page.generator.hasPrefix("hugo")
            case .jekyll: page.generator.hasPrefix("jekyll")
            case .drupal: page.generator.hasPrefix("drupal")
            case .joomla: page.generator.hasPrefix("joomla")
            case .squarespace: page.mentions("static1.squarespace.com") || page.generator.hasPrefix("squarespace")
            case .shopify: page.mentions("cdn.shopify.com")
            case .wix: page.generator.hasPrefix("wix.com")
            case .gitLab: page.application == "gitlab"
            case .gitea: page.mentions("forgejo") || page.mentions("gitea")
            case .pelican: page.generator.hasPrefix("pelican")
            case .hexo: page.generator.hasPrefix("hexo")
            case .youTube: page.channel != nil
            case .xenForo: page.mentions("xenforo")
            case .peerTube: page.application.hasPrefix("peertube") || page.generator.hasPrefix("peertube")
            }
        }

        func feeds(_ origin: String, _ path: [String]) -> [String] {
            let page = ([origin] + path).joined(separator: "/")
            switch self {
            // Categories, tags and authors have feeds of their own; that of an article has its comments.
            case .wordPress:
                return ["category", "tag", "author"].contains(path.first) ? ["\(page)/feed/", "\(origin)/feed/"] : ["\(origin)/feed/"]
            case .blogger: return ["\(origin)/feeds/posts/default"]
            case .ghost: return ["tag", "author"].contains(path.first) ? ["\(page)/rss/", "\(origin)/rss/"] : ["\(origin)/rss/"]
            case .discourse:
                if path.count >= 2, ["t", "c", "tag"].contains(path[0]) { return ["\(page).rss", "\(origin)/latest.rss"] }
                return ["\(origin)/latest.rss", "\(origin)/posts.rss"]
            case .phpBB:
                let directory = path.last?.contains(".") == true ? ([origin] + path.dropLast()).joined(separator: "/") : page
                return ["\(directory)/app.php/feed", "\(directory)/feed.php"]
            case .mediaWiki:
                return [
                    "\(origin)/w/api.php?action=feedrecentchanges&feedformat=atom",
                    "\(origin)/index.php?title=Special:RecentChanges&feed=atom",
                ]
            case .mastodon: return path.first?.hasPrefix("@") == true ? ["\(origin)/\(path[0]).rss"] : []
            case .substack, .medium: return ["\(origin)/feed"]
            case .hugo: return path.isEmpty ? ["\(origin)/index.xml"] : ["\(page)/index.xml", "\(origin)/index.xml"]
            case .jekyll: return ["\(origin)/feed.xml", "\(origin)/atom.xml"]
            case .drupal: return ["\(origin)/rss.xml"]
            case .joomla: return ["\(page)?format=feed&type=rss"]
            case .squarespace: return ["\(page)?format=rss"]
            case .shopify:
                return path.first == "blogs" && path.count >= 2 ? ["\(origin)/blogs/\(path[1]).atom"] : ["\(origin)/blogs/news.atom"]
            case .wix: return ["\(origin)/blog-feed.xml"]
            case .gitLab: return path.count >= 2 ? ["\(page)/-/releases.atom", "\(page)/-/tags?format=atom"] : []
            case .gitea:
                return path.count >= 2 ? ["\(origin)/\(path[0])/\(path[1])/releases.rss"] : path.first.map { ["\(origin)/\($0).rss"] } ?? []
            case .pelican: return ["\(origin)/feeds/all.atom.xml"]
            case .hexo: return ["\(origin)/atom.xml"]
            case .youTube: return []
            case .xenForo: return path.first == "forums" ? ["\(page)/index.rss"] : ["\(origin)/forums/-/index.rss"]
            case .peerTube: return ["\(origin)/feeds/videos.xml"]
            }
        }
    }
}
