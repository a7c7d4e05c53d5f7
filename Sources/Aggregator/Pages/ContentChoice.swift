import Bytes

/// Decides whether an item is journaled with its page's article or with its feed's content.
enum ContentChoice {
    /// A page that is marked as paid content and shows fewer characters than this shows a stub.
    private static let longestStub = 1_500
    /// A title of fewer words is not looked for on the page.
    private static let fewestTitleWords = 3

    /// - Parameter page: without what its site repeats.
    static func prefersPage(_ page: AwaitedArticle, to feed: AwaitedFeedItem) -> Bool {
        let length = letters(page.text)
        guard length > letters(feed.text) else { return false }
        if page.isPaywalled, page.text.count < longestStub { return false }
        return isAbout(feed, page)
    }

    /// A consent wall, a log-in form and the like share no words with the feed's title and text.
    private static func isAbout(_ feed: AwaitedFeedItem, _ page: AwaitedArticle) -> Bool {
        let title = words(feed.title ?? "")
        guard title.count >= fewestTitleWords else { return true }
        let found = words(page.text).union(words(page.title ?? ""))
        if title.contains(where: found.contains) { return true }
        let teaser = words(feed.text)
        return !teaser.isEmpty && teaser.count { found.contains($0) } * 3 >= teaser.count
    }

    private static func letters(_ text: String) -> Int {
        text.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }

    /// Words of at least four letters; of scripts that are written without spaces each character, and of Korean, whose words are short, each syllable.
    private static func words(_ text: String) -> Set<String> {
        var words: Set<String> = []
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            if word.unicodeScalars.contains(where: { UnspacedScript.contains($0.value) || (0xAC00...0xD7A3).contains($0.value) }) {
                words.formUnion(word.map(String.init))
            } else if word.count >= 4 {
                words.insert(String(word))
            }
        }
        return words
    }
}
