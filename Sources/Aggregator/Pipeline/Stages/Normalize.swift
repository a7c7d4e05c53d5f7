import Syndication

/// Makes URLs absolute, HTML safe, texts plain and dates UTC, and computes the hashes that items are matched by.
struct Normalize: Stage {
    func process(_ batch: inout Batch) {
        let normalizer = FeedNormalizer(documentURL: batch.document.url)
        for index in batch.candidates.indices {
            // The pipeline gives up behind this stage.
            if batch.deadline.isPassed { return }
            guard case .parsed(let parsed) = batch.candidates[index].stage else { continue }
            var item = normalizer.normalize(parsed, in: batch.parsed)
            if !batch.source.tags.isEmpty { item.tags += batch.source.tags.filter { !item.tags.contains($0) } }
            batch.candidates[index].stage = .normalized(Candidate.Normalized(item))
        }
    }
}
