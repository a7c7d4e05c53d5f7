import Syndication

/// The content versions that updates are decided by, and the bytes that go into the journal.
struct Sign: Stage {
    let content: ContentForm

    func process(_ batch: inout Batch) {
        let contents = batch.candidates.map { candidate -> ComparedContent? in
            if case .normalized(let item, _) = candidate.standing { ComparedContent(item) } else { nil }
        }
        learn(contents, of: &batch)
        let recurring = batch.recurring.known
        for (index, compared) in contents.enumerated() {
            guard case .normalized(let item, let facets) = batch.candidates[index].standing, let compared else { continue }
            let signed = Candidate.Signed(
                guid: item.guid, facets: facets, versions: compared.versions(recurring), identity: Self.identity(of: item),
                encoded: EncodedItem(item, content: content, in: .journal))
            batch.candidates[index].standing = .signed(signed)
        }
    }

    /// Which blocks recur is learnt from the whole document before any of its items is compared.
    private func learn(_ contents: [ComparedContent?], of batch: inout Batch) {
        batch.recurring = batch.state.recurring
        batch.recurring.learn(
            zip(batch.candidates, contents).compactMap { candidate, compared in
                guard case .normalized(_, let facets) = candidate.standing, let compared else { return nil }
                let item = facets.guid?.strict ?? facets.url?.strict ?? facets.title
                return .init(item: UInt32(truncatingIfNeeded: item), templates: compared.templates, telling: compared.tellingTemplates)
            })
    }

    /// What the item is first seen with: of an item without guid and URL, its text.
    private static func identity(of item: Item) -> [String] {
        let names = [item.guid ?? "", item.url ?? "", item.title ?? ""]
        return item.guid == nil && item.url == nil ? names + [item.contentText] : names
    }
}
