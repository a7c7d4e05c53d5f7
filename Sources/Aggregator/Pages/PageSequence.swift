import Bytes
import Extraction
import Markup
import Transfer
import WebAddress

/// The pages that an article is split into, found by `rel=next`. A state machine without I/O.
///
/// Many blogs also mark the next article with `rel=next`. So the next page must have the URL of the first one, with a number added.
struct PageSequence {
    private let first: WebURL?
    private var visited: Set<String>

    init(first: String) {
        self.first = WebURL(first)
        visited = [WebURL(first)?.string ?? first]
    }

    /// The URL of the next page; nil after the last one.
    mutating func next(after article: Article) -> String? {
        guard let reference = article.nextPageURL, let url = WebURL(reference), let first, continues(first, url) else { return nil }
        var text = url.string
        if let fragment = url.fragment { text.removeLast(fragment.utf8.count + 1) }
        return visited.insert(text).inserted ? text : nil
    }

    /// Adds the text of another page.
    ///
    /// - Returns: false where it has no further text: some sites answer a page number beyond the last with the last page.
    func append(_ more: Article, to article: inout Article) -> Bool {
        article.nextPageURL = more.nextPageURL
        guard !more.contentText.isEmpty, !article.contentText.hasSuffix(more.contentText) else { return false }
        article.contentHTML += more.contentHTML
        article.contentText += "\n\n" + more.contentText
        article.related += more.related.filter { !article.related.contains($0) }
        article.isPaywalled = article.isPaywalled || more.isPaywalled
        return true
    }

    /// Requires the same scheme, host and port, and either the first page's path with a number added, or the same path with a number added to the query.
    private func continues(_ first: WebURL, _ url: WebURL) -> Bool {
        guard url.scheme == first.scheme, url.host == first.host, url.port == first.port else { return false }
        let (path, next) = (Self.bare(first.path), Self.bare(url.path))
        guard path.count > 1 else { return false }
        if path == next { return Self.adds(url.query ?? "", to: first.query ?? "") }
        return next.starts(with: path) && url.query == first.query && Self.counts(next.dropFirst(path.count))
    }

    /// The path without trailing slashes and file name extension.
    private static func bare(_ path: String) -> [UInt8] {
        var bytes = Array(path.utf8)
        while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        if let dot = bytes.lastIndex(of: UInt8(ascii: ".")), bytes.count - dot <= 6, !bytes[dot...].contains(UInt8(ascii: "/")) {
            bytes.removeSubrange(dot...)
        }
        return bytes
    }

    /// Accepts `/2`, `-2`, `/page/2`, `_p2`, `,seite-2` and the like: a number of one or two digits, after at most one word.
    private static func counts(_ suffix: ArraySlice<UInt8>) -> Bool {
        let digits = suffix.reversed().prefix(while: ASCII.isDigit).count
        let word = suffix.dropLast(digits)
        let separators = "/-_,;".utf8
        return (1...2).contains(digits) && word.count <= 9 && word.first.map(separators.contains) == true
            && word.allSatisfy { ASCII.isLetter($0) || separators.contains($0) }
    }

    /// Whether the query is the first page's with one parameter added that is a number: `?id=17&page=2` after `?id=17`.
    private static func adds(_ query: String, to first: String) -> Bool {
        var added = query.split(separator: "&")
        for part in first.split(separator: "&") {
            guard let place = added.firstIndex(of: part) else { return false }
            added.remove(at: place)
        }
        guard added.count == 1, let value = added[0].split(separator: "=").last, let number = Int(value) else { return false }
        return (2...99).contains(number)
    }
}
