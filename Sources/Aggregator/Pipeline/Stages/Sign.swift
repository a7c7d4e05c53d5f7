import Syndication

/// The content versions that updates are decided by, what near-duplicates are found by, and the bytes that go into the journal.
struct Sign: Stage {
    let content: ContentForm

    func process(_ batch: inout Batch) {
        var contents: [ComparedContent?] = []
        contents.reserveCapacity(batch.candidates.count)
        for index in batch.candidates.indices {
            guard case .normalized(let item, let facets) = batch.candidates[index].standing else {
                contents.append(nil)
                continue
            }
            contents.append(ComparedContent(item))
            let signed = Candidate.Signed(
                guid: item.guid, facets: facets, versions: [], identity: Self.identity(of: item),
                encoded: EncodedItem(item, content: content, in: .journal),
                signature: batch.candidates[index].isLeftOut ? nil : Signature(item))
            batch.candidates[index].standing = .signed(signed)
        }
        compare(contents, in: &batch)
    }

    /// Which blocks recur is learnt from the whole document before any of its items is compared.
    private func compare(_ contents: [ComparedContent?], in batch: inout Batch) {
        batch.recurring = batch.state.recurring
        batch.recurring.learn(
            zip(batch.candidates, contents).compactMap { candidate, content in
                guard case .signed(let signed) = candidate.standing else { return nil }
                return content?.reading(of: signed.facets)
            })
        let recurring = batch.recurring.known
        for (index, content) in contents.enumerated() {
            guard let content, case .signed(var signed) = batch.candidates[index].standing else { continue }
            signed.versions = content.versions(recurring)
            batch.candidates[index].standing = .signed(signed)
        }
    }

    /// What the item is first seen with: of an item without guid and URL, its text.
    private static func identity(of item: Item) -> [String] {
        let names = [item.guid ?? "", item.url ?? "", item.title ?? ""]
        return item.guid == nil && item.url == nil ? names + [item.contentText] : names
    }
}
