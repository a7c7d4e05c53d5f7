import Bytes
import WebAddress

/// Names of sources.
package enum SourceName {
    private static let longest = 40
    private static let commonplaces: Set<String> = [
        "feed", "feeds", "rss", "atom", "index", "xml", "json", "posts", "default", "feed.xml", "rss.xml", "atom.xml", "index.xml",
    ]

    /// A name for the feed at `url`: its host without `www.` and its top-level domain, and what its path says beside "feed" and the like.
    package static func suggested(for url: String) -> String {
        guard let address = WebURL(url), let host = address.hostName else { return "feed" }
        var labels = host.split(separator: ".").map(String.init)
        if labels.first == "www" { labels.removeFirst() }
        if labels.count > 1, !labels.allSatisfy({ $0.allSatisfy(\.isNumber) }) { labels.removeLast() }
        let path = address.path.lowercased().split(separator: "/").map(String.init).filter { !commonplaces.contains($0) }
        let text = (labels + path).joined(separator: "-")
        let kept = text.utf8.map { ASCII.isAlphanumeric($0) ? Character(Unicode.Scalar($0)) : "-" }
        let words = String(kept).split(separator: "-").joined(separator: "-")
        return words.isEmpty ? "feed" : String(words.prefix(longest))
    }
}
