import Testing

@testable import Syndication

/// RSS documents with the usual prefixes declared, for tests of modules.
enum Modules {
    private static let namespaces = """
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" \
        xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters" \
        xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#" xmlns:georss="http://www.georss.org/georss" \
        xmlns:gml="http://www.opengis.net/gml" xmlns:icbm="http://postneo.com/icbm" xmlns:x="urn:x" xmlns:y="urn:y" \
        xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:atom="http://www.w3.org/2005/Atom"
        """

    static func document(_ elements: String) -> String {
        "<rss version='2.0' \(namespaces)><channel>\(elements)</channel></rss>"
    }

    /// The only item of a feed that has these elements.
    static func item(_ elements: String, url: String? = nil) throws -> Item {
        try #require(try read(document("<item>\(elements)</item>"), url: url).items.first)
    }

    /// A feed that has these elements.
    static func feed(_ elements: String, url: String? = nil) throws -> Feed {
        try read(document(elements), url: url).feed
    }

    /// The output of `feedd parse` for a feed that has these elements.
    static func output(_ elements: String, extensions: Bool = false) -> String {
        String(decoding: ParseReport(Array(document(elements).utf8), url: nil, extensions: extensions).line, as: UTF8.self)
    }
}
