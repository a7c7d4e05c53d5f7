import Testing

@testable import Extraction

@Suite("Where the feeds of a page may be")
struct FeedSearchTests {
    private static func urls(_ html: String, at url: String?) -> [String] {
        FeedSearch.places(in: Array(html.utf8), at: url).map(\.url)
    }

    @Test(
        "services keep the feed of a page at an address of their own",
        arguments: [
            (
                "https://www.youtube.com/channel/UC1234567890123456789012",
                "https://www.youtube.com/feeds/videos.xml?channel_id=UC1234567890123456789012"
            ),
            ("https://www.youtube.com/playlist?list=PL7", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL7"),
            ("https://www.youtube.com/user/ann", "https://www.youtube.com/feeds/videos.xml?user=ann"),
            ("https://www.reddit.com/r/swift", "https://www.reddit.com/r/swift/.rss"),
            ("https://old.reddit.com/user/ann", "https://www.reddit.com/user/ann/.rss"),
            ("https://github.com/ann", "https://github.com/ann.atom"),
            ("https://github.com/ann/bridge", "https://github.com/ann/bridge/releases.atom"),
            ("https://github.com/ann/bridge/tags", "https://github.com/ann/bridge/tags.atom"),
            ("https://github.com/ann/bridge/commits/main", "https://github.com/ann/bridge/commits/main.atom"),
            ("https://gitlab.com/group/sub/bridge/-/issues", "https://gitlab.com/group/sub/bridge/-/releases.atom"),
            ("https://codeberg.org/ann/bridge", "https://codeberg.org/ann/bridge/releases.rss"),
            ("https://bsky.app/profile/ann.test", "https://bsky.app/profile/ann.test/rss"),
            ("https://medium.com/@ann", "https://medium.com/feed/@ann"),
            ("https://medium.com/tag/bridges", "https://medium.com/feed/tag/bridges"),
            ("https://ann.medium.com/", "https://ann.medium.com/feed"), ("https://ann.substack.com/p/one", "https://ann.substack.com/feed"),
            ("https://ann.blogspot.com/2026/11/one.html", "https://ann.blogspot.com/feeds/posts/default"),
            ("https://ann.tumblr.com/", "https://ann.tumblr.com/rss"), ("https://www.tumblr.com/ann", "https://ann.tumblr.com/rss"),
            ("https://ann.wordpress.com/about", "https://ann.wordpress.com/feed/"), ("https://dev.to/ann", "https://dev.to/feed/ann"),
            ("https://vimeo.com/ann", "https://vimeo.com/ann/videos/rss"),
            ("https://sourceforge.net/projects/bridge/", "https://sourceforge.net/projects/bridge/rss"),
            ("https://pypi.org/project/bridge/", "https://pypi.org/rss/project/bridge/releases.xml"),
            ("https://arxiv.org/list/cs.PL/recent", "https://rss.arxiv.org/rss/cs.PL"),
            ("https://news.ycombinator.com/newest", "https://news.ycombinator.com/rss"),
            ("https://store.steampowered.com/app/7/Bridge/", "https://store.steampowered.com/feeds/news/app/7"),
            ("https://stackoverflow.com/questions/tagged/swift", "https://stackoverflow.com/feeds/tag/swift"),
            ("https://cooking.stackexchange.com/questions/12/x", "https://cooking.stackexchange.com/feeds/question/12"),
            ("https://www.spreaker.com/podcast/bridges--4567", "https://www.spreaker.com/show/4567/episodes/feed"),
            ("https://lemmy.world/c/bridges", "https://lemmy.world/feeds/c/bridges.xml"),
        ])
    func services(page: String, feed: String) {
        #expect(Self.urls("<html></html>", at: page).first == feed)
    }

    @Test(
        "a service is known by its domain, not by a name that has it in it",
        arguments: ["https://notgithub.com/a/b", "https://github.com.x.test/a/b"])
    func otherServices(page: String) {
        #expect(!Self.urls("", at: page).contains { $0.hasSuffix(".atom") && $0.contains("/a/b") })
    }

    @Test(
        "software keeps its feeds at places of its own",
        arguments: [
            ("<meta name=generator content='WordPress 6.9'>", "https://x.test/2026/11/one", "https://x.test/feed/"),
            ("<link rel=stylesheet href='/wp-content/themes/a.css'>", "https://x.test/category/news", "https://x.test/category/news/feed/"),
            ("<meta name=generator content=blogger>", "https://x.test/", "https://x.test/feeds/posts/default"),
            ("<meta name=generator content='Ghost 6.0'>", "https://x.test/tag/a/", "https://x.test/tag/a/rss/"),
            ("<meta name=generator content='Discourse 3.6'>", "https://x.test/t/bridges/12", "https://x.test/t/bridges/12.rss"),
            ("<meta name=generator content='Discourse 3.6'>", "https://x.test/", "https://x.test/latest.rss"),
            ("<div id='phpbb' class='nojs'>", "https://x.test/forum/index.php", "https://x.test/forum/app.php/feed"),
            (
                "<meta name=generator content='MediaWiki 1.45'>", "https://x.test/wiki/A",
                "https://x.test/w/api.php?action=feedrecentchanges&feedformat=atom"
            ),
            ("<meta property='og:site_name' content='Mastodon'>", "https://x.test/@ann", "https://x.test/@ann.rss"),
            ("<img src='https://substackcdn.com/a.png'>", "https://x.test/p/one", "https://x.test/feed"),
            ("<meta name=generator content='Hugo 0.150'>", "https://x.test/posts/", "https://x.test/posts/index.xml"),
            ("<meta name=generator content='Jekyll v4'>", "https://x.test/", "https://x.test/feed.xml"),
            ("<meta name=generator content='Drupal 11'>", "https://x.test/node/1", "https://x.test/rss.xml"),
            ("<meta name=generator content='Joomla! - Open Source'>", "https://x.test/news", "https://x.test/news?format=feed&type=rss"),
            ("<link href='https://static1.squarespace.com/a.css'>", "https://x.test/blog", "https://x.test/blog?format=rss"),
            ("<link href='https://cdn.shopify.com/a.css'>", "https://x.test/blogs/tea/one", "https://x.test/blogs/tea.atom"),
            ("<meta name=generator content='Wix.com Website Builder'>", "https://x.test/blog", "https://x.test/blog-feed.xml"),
            ("<meta property=og:site_name content=GitLab>", "https://git.x.test/a/b", "https://git.x.test/a/b/-/releases.atom"),
            ("<meta name=keywords content='forgejo'>", "https://git.x.test/a/b", "https://git.x.test/a/b/releases.rss"),
            ("<meta name=generator content='Hexo 7'>", "https://x.test/", "https://x.test/atom.xml"),
            (
                "<script>{\"externalId\":\"UC1234567890123456789012\"}</script>youtube.com", "https://www.youtube.com/@ann",
                "https://www.youtube.com/feeds/videos.xml?channel_id=UC1234567890123456789012"
            ),
            (
                "<script>{\"feedUrl\":\"https:\\/\\/cast.test\\/feed?a=1\\u0026b=2\"}</script>", "https://podcasts.test/show/1",
                "https://cast.test/feed?a=1&b=2"
            ),
        ])
    func software(html: String, page: String, feed: String) {
        #expect(Self.urls(html, at: page).first == feed)
    }

    @Test("what the page declares comes first, then what its software has, then what it links to, then the usual places; comments last")
    func order() {
        let html = """
            <link rel=alternate type='application/rss+xml' href='/comments/feed/' title='Comments'><link rel=alternate type='application/rss+xml' href='/all.rss'>
            <meta name=generator content='Ghost 6'><a href='/news.rss'>RSS</a>
            """
        let places = FeedSearch.places(in: Array(html.utf8), at: "https://x.test/")
        #expect(places.prefix(3).map(\.url) == ["https://x.test/all.rss", "https://x.test/rss/", "https://x.test/news.rss"])
        #expect(places.prefix(4).map(\.reason) == [.declared, .platform, .linked, .usual])
        #expect(places.last?.url == "https://x.test/comments/feed/")
        #expect(Set(places.map(\.url)).count == places.count)
    }

    @Test("without the page's address only absolute links are found")
    func noAddress() {
        #expect(
            Self.urls("<link rel=alternate type='application/rss+xml' href='/a.rss'><a href='https://y.test/b.rss'>b</a>", at: nil) == [
                "https://y.test/b.rss"
            ])
    }

    @Test("a page without end does no harm")
    func hostile() {
        let html = String(repeating: "<link rel=alternate type='application/rss+xml' href='/\u{7F}a'>\"feedUrl\":\"", count: 20_000)
        #expect(Self.urls(html, at: "https://x.test/").count <= 25)
    }
}
