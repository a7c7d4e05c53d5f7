/// A format that is mistaken for TOML, recognised by its beginning.
struct ForeignFormat {
    let name: String
    let suggestion: String

    /// Nil where the bytes look like none of the formats known here.
    init?(_ bytes: [UInt8]) {
        let start = String(decoding: bytes.prefix(4_096), as: UTF8.self)
        let text = start.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let line = start.split(whereSeparator: \.isNewline).first { line in
            line.first { !$0.isWhitespace && $0 != "\u{FEFF}" }.map { $0 != "#" } ?? false
        }
        if text.hasPrefix("<") {
            (name, suggestion) = Self.markup(text.lowercased())
        } else if text.hasPrefix("{") {
            (name, suggestion) = ("JSON", Self.tables)
        } else if let line, Self.isURL(line) {
            (name, suggestion) = ("a list of URLs", Self.tables)
        } else if let line, Self.isYAML(line) {
            (name, suggestion) = ("YAML", Self.tables)
        } else {
            return nil
        }
    }

    private static let tables = "write each source as [[source]] with name = \"…\" and url = \"…\""

    private static func markup(_ text: String) -> (String, String) {
        if text.contains("<opml") { return ("OPML", "write each of its feeds as [[source]] with name = \"…\" and url = \"…\"") }
        if text.contains("<rss") || text.contains("<feed") || text.contains("<rdf:rdf") {
            return ("a feed", "name its URL in a [[source]] of the configuration")
        }
        if text.contains("<html") || text.contains("<!doctype html") {
            return ("an HTML page", "write [[source]] with name = \"…\" and the feed's url = \"…\"")
        }
        return ("XML", tables)
    }

    /// A line of a list of URLs, such as newsboat's: a URL, or one of newsboat's own schemes in quotes, and perhaps tags.
    private static func isURL(_ line: Substring) -> Bool {
        let word = line.drop { $0.isWhitespace || $0 == "\"" }.lowercased()
        return ["http://", "https://", "feed://", "feed:http", "query:", "filter:", "exec:"].contains(where: word.hasPrefix)
    }

    /// A line such as `---`, `- item`, `key:` or `key: value`.
    private static func isYAML(_ line: Substring) -> Bool {
        let text = line.drop { $0.isWhitespace }
        if text.hasPrefix("---") || text.hasPrefix("- ") || text.hasPrefix("%YAML") { return true }
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return false }
        let isKey = text[..<colon].allSatisfy { $0.isLetter || $0.isNumber || "_-\"'".contains($0) }
        return isKey && (text[text.index(after: colon)...].first?.isWhitespace ?? true)
    }
}
