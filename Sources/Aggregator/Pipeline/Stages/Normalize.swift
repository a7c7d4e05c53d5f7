import Syndication

/// URLs absolute, HTML safe, texts plain, dates in UTC, and what identity looks at taken from them.
struct Normalize: Stage {
    func process(_ batch: inout Batch) {
        let normalizer = FeedNormalizer(documentURL: batch.document.url)
        batch.feed = normalizer.normalize(feed: batch.parsed)
        for index in batch.candidates.indices {
            guard case .open(let parsed) = batch.candidates[index].standing else { continue }
            var item = normalizer.normalize(parsed, in: batch.parsed)
            item.tags += batch.source.tags.filter { !item.tags.contains($0) }
            batch.candidates[index].standing = .normalized(Candidate.Normalized(item))
        }
    }
}
