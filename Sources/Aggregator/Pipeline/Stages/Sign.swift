import Syndication

/// The content version that updates are decided by, and the bytes that go into the journal.
struct Sign: Stage {
    let content: ContentForm

    func process(_ batch: inout Batch) {
        for index in batch.candidates.indices {
            guard case .normalized(let item, let facets) = batch.candidates[index].standing else { continue }
            let signed = Candidate.Signed(
                guid: item.guid, facets: facets, version: facets.version, identity: Self.identity(of: item),
                encoded: EncodedItem(item, content: content, in: .journal))
            batch.candidates[index].standing = .signed(signed)
        }
    }

    /// What the item is first seen with: of an item without guid and URL, its text.
    private static func identity(of item: Item) -> [String] {
        let names = [item.guid ?? "", item.url ?? "", item.title ?? ""]
        return item.guid == nil && item.url == nil ? names + [item.contentText] : names
    }
}
