/// Whether an item is better read on its page than in its feed. Pure.
enum ContentChoice {
    /// What a page that asks for money shows at least where it shows all, in characters.
    private static let longestStub = 1_500
    /// A title of fewer words says too little to look for it on the page.
    private static let tellingWords = 3

    /// - Parameter page: cleaned together with the pages of its round.
    static func prefersPage(_ page: AwaitedArticle, to feed: AwaitedFeedItem) -> Bool {
        let length = letters(page.text)
        guard length > letters(feed.text) else { return false }
        if page.isPaywalled, page.text.count < longestStub { return false }
        return isAbout(feed, page)
    }

    /// A wall of consent, a log-in form and the like say nothing of what the feed speaks of.
    private static func isAbout(_ feed: AwaitedFeedItem, _ page: AwaitedArticle) -> Bool {
        let title = words(feed.title ?? "")
        guard title.count >= tellingWords else { return true }
        let found = words(page.text).union(words(page.title ?? ""))
        if title.contains(where: found.contains) { return true }
        let teaser = words(feed.text)
        return !teaser.isEmpty && teaser.count { found.contains($0) } * 3 >= teaser.count
    }

    private static func letters(_ text: String) -> Int {
        text.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }

    /// Of four letters and more; of scripts that write without spaces, the letters.
    private static func words(_ text: String) -> Set<String> {
        var words: Set<String> = []
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            if word.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) {
                words.formUnion(word.map(String.init))
            } else if word.count >= 4 {
                words.insert(String(word))
            }
        }
        return words
    }
}
