import Extraction
import Identity
import Journal
import Syndication

/// The content versions that updates are decided by, what near-duplicates are found by, and the bytes that go into the journal.
struct Sign: Stage {
    let content: ContentForm

    func process(_ batch: inout Batch) {
        let recurring = batch.recurring.known
        for index in batch.candidates.indices {
            guard case .normalized(let normalized) = batch.candidates[index].standing else { continue }
            let isAwaiting = batch.candidates[index].page != nil
            let finished = FinishedItem(
                contentHashes: normalized.compared.versions(recurring),
                encoded: encoded(normalized.item, normalized.facets, batch.candidates[index].cleaned, isAwaiting: isAwaiting),
                signature: isAwaiting || batch.candidates[index].isLeftOut
                    ? nil : Signature(title: normalized.item.title, normalized.compared.content))
            batch.candidates[index].standing = .signed(
                Candidate.Signed(
                    guid: normalized.item.guid, facets: normalized.facets, identity: Self.identity(of: normalized.item, normalized.facets),
                    finished: finished))
        }
    }

    /// What waits for its page does so with all that the feed says.
    private func encoded(_ item: Item, _ facets: Facets, _ cleaned: ItemCleaner.Cleaned?, isAwaiting: Bool) -> EncodedItem {
        let content = isAwaiting ? .both : content
        var encoded =
            if let cleaned {
                EncodedItem(item.with(cleaned), content: content, in: .journal)
            } else {
                EncodedItem(item, content: content, in: .journal)
            }
        // It is journaled with another text than it is recognized by.
        if isAwaiting || cleaned != nil, let text = facets.text {
            encoded.extend("text_hash", with: ReplayedRecord.written(textHash: text))
        }
        return encoded
    }

    /// What the item is first seen with: of an item without guid, which may share address and title with others, its date and text, too.
    private static func identity(of item: Item, _ facets: Facets) -> [String] {
        let names = [item.guid ?? "", item.url ?? "", item.title ?? ""]
        return item.guid == nil ? names + [item.published?.rfc3339 ?? "", String(facets.text ?? 0, radix: 16)] : names
    }
}
