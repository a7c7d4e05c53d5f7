import Bytes

/// The namespaces of feed elements, with the variants of their URIs that publishers use.
enum FeedNamespace {
    /// The usual prefix of a namespace: "" for RSS, Atom and CDF themselves, nil for a namespace that feedd does not know.
    ///
    /// - Parameters:
    ///   - uri: the namespace URI; nil where the prefix is not declared. The prefix then has its usual meaning.
    ///   - prefix: the prefix in the document; nil without one.
    static func usualPrefix(uri: String?, prefix: String?) -> String? {
        guard let uri, !uri.isEmpty else {
            guard let prefix else { return "" }
            return prefixes[prefix.lowercased()]
        }
        if let known = known[key(uri)] { return known }
        // A known prefix of an unknown namespace has its usual meaning.
        return prefix.flatMap { prefixes[$0.lowercased()] }
    }

    /// The URI in a form for comparison: publishers differ in case, in scheme, in `www.` and in the last characters.
    private static func key(_ uri: String) -> String {
        let bytes = uri.utf8.lazy.filter { $0 != 0x20 && $0 != 0x0a && $0 != 0x09 }.map(ASCII.lowercased)
        var key = Array(bytes)[...]
        for beginning in ["https://", "http://", "www."] where key.starts(with: beginning.utf8) {
            key = key.dropFirst(beginning.utf8.count)
        }
        while let last = key.last, last == UInt8(ascii: "/") || last == UInt8(ascii: "#") || last == UInt8(ascii: "?") { key.removeLast() }
        return String(decoding: key, as: UTF8.self)
    }

    /// Usual prefixes by namespace URI, in the form of ``key(_:)``.
    private static let known: [String: String] = [
        "w3.org/2005/atom": "", "purl.org/atom/ns": "", "purl.org/atom": "", "w3.org/2005/atom/": "",
        "example.com/necho": "", "example.com/newformat": "", "ietf.org/draft-ietf-atompub-format": "",
        "purl.org/rss/1.0": "", "my.netscape.com/rdf/simple/0.9": "", "channel.netscape.com/rdf/simple/0.9": "",
        "my.netscape.com/publish/formats/rss-0.91.dtd": "", "backend.userland.com/rss": "", "backend.userland.com/rss2": "",
        "backend.userland.com/rss091": "", "backend.userland.com/rss092": "", "backend.userland.com/rss094": "",
        "blogs.law.harvard.edu/tech/rss": "", "cyber.law.harvard.edu/rss": "", "cyber.law.harvard.edu/rss/rss.html": "",
        "rssboard.org/rss-specification": "",
        "base.google.com/ns/1.0": "g",
        "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
        "purl.org/dc/elements/1.1": "dc", "purl.org/dc/elements/1.0": "dc", "purl.org/dc/elements": "dc",
        "purl.org/metadata/dublin_core": "dc",
        "dublincore.org/documents/dcmi-namespace": "dc", "purl.org/dc": "dc", "purl.org/dc/terms": "dcterms",
        "purl.org/rss/1.0/modules/content": "content", "purl.org/rss/1.0/modules/slash": "slash",
        "purl.org/rss/1.0/modules/syndication": "sy", "purl.org/rss/1.0/modules/source": "source",
        "search.yahoo.com/mrss": "media", "search.yahoo.com/mrss.": "media", "video.search.yahoo.com/mrss": "media",
        "video.search.yahoo.com/mrss.": "media",
        "tools.search.yahoo.com/mrss": "media", "rssboard.org/media-rss": "media",
        "itunes.com/dtds/podcast-1.0.dtd": "itunes", "itunes.com/dtds/podcast": "itunes", "example.com/dtds/podcast-1.0.dtd": "itunes",
        "google.com/schemas/play-podcasts/1.0": "googleplay", "google.com/schemas/play-podcasts/1.0/play-podcasts.xsd": "googleplay",
        "podcastindex.org/namespace/1.0": "podcast", "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
        "podlove.org/simple-chapters": "psc",
        "w3.org/2003/01/geo/wgs84_pos": "geo", "georss.org/georss": "georss", "georss.org/georss/10": "georss",
        "georss.org/georss/11": "georss",
        "opengis.net/gml": "gml", "postneo.com/icbm": "icbm",
        "wellformedweb.org/commentapi": "wfw", "purl.org/syndication/thread/1.0": "thr",
        "backend.userland.com/creativecommonsrssmodule": "cc", "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "cc",
        "web.resource.org/cc": "cc", "creativecommons.org/ns": "cc", "rssnamespace.org/feedburner/ext/1.0": "feedburner",
        "webns.net/mvcb": "admin", "webfeeds.org/rss/1.0": "webfeeds", "source.scripting.com": "source",
        "w3.org/2007/app": "app", "purl.org/atom/app": "app", "purl.org/syndication/history/1.0": "fh",
        "purl.org/atompub/tombstones/1.0": "at", "news.yandex.ru": "yandex",
        "youtube.com/xml/schemas/2015": "yt", "w3.org/1999/xhtml": "xhtml", "w3.org/xml/1998/namespace": "xml",
    ]

    /// Usual prefixes by the prefix that a document uses, in lower case.
    private static let prefixes: [String: String] = [
        "rss": "", "rss20": "", "rss2": "", "atom": "", "atom10": "", "atom03": "", "a10": "",
        "rdf": "rdf", "dc": "dc", "dcterms": "dcterms", "dct": "dcterms", "content": "content", "slash": "slash", "sy": "sy", "syn": "sy",
        "media": "media", "mrss": "media", "itunes": "itunes", "googleplay": "googleplay", "podcast": "podcast", "psc": "psc", "geo": "geo",
        "georss": "georss", "gml": "gml", "icbm": "icbm", "wfw": "wfw", "thr": "thr", "cc": "cc", "creativecommons": "cc",
        "feedburner": "feedburner", "app": "app", "fh": "fh", "yandex": "yandex", "admin": "admin", "webfeeds": "webfeeds",
        "xhtml": "xhtml", "html": "xhtml", "source": "source", "yt": "yt",
    ]
}
