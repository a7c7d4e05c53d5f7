import Syndication

/// URLs absolute, HTML safe, texts plain, dates in UTC, and what identity looks at taken from them.
struct Normalize: Stage {
    func process(_ batch: inout Batch) {
        let cleaner = FeedCleaner(documentURL: batch.document.url)
        batch.feed = cleaner.clean(feed: batch.parsed)
        for index in batch.candidates.indices {
            guard case .open = batch.candidates[index].standing else { continue }
            var item = cleaner.clean(batch.candidates[index].parsed, in: batch.parsed)
            item.tags += batch.source.tags.filter { !item.tags.contains($0) }
            batch.candidates[index].standing = .normalized(item, Facets(item))
            batch.candidates[index].parsed.dropTexts()
        }
    }
}

extension ParsedItem {
    /// Lets go of what has been cleaned: it is most of what an item weighs.
    fileprivate mutating func dropTexts() {
        title = nil
        summary = nil
        content = nil
    }
}
