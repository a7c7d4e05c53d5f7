internal import Markup

/// Finds the format of a document from its root element.
enum FeedFormat {
    /// - Parameters:
    ///   - root: the tag of the root element.
    ///   - name: its local name as the document writes it.
    ///   - namespace: its namespace URI, if any.
    static func of(_ root: FeedTag, name: String, namespace: String?, _ attributes: XMLAttributes) -> Feed.Format {
        let version = attributes.string("version") ?? ""
        switch root {
        case .rss:
            switch version.prefix(4) {
            case "0.90": return .rss090
            case "0.91": return .rss091
            case "0.92": return .rss092
            case "0.93": return .rss093
            case "0.94": return .rss094
            default: return version.hasPrefix("2") ? .rss20 : version.hasPrefix("1") ? .rss10 : .rss
            }
        case .rdf: return .rss10
        case .feed, .entry: return version == "0.3" || namespace?.lowercased().contains("purl.org/atom") == true ? .atom03 : .atom10
        case .channel: return name == "CHANNEL" || attributes.bytes("href") != nil ? .cdf : .rss
        default: return .rss
        }
    }
}
