import Syndication

/// The content versions that updates are decided by, what near-duplicates are found by, and the bytes that go into the journal.
struct Sign: Stage {
    let content: ContentForm

    func process(_ batch: inout Batch) {
        let recurring = learnWhatRecurs(in: &batch)
        for index in batch.candidates.indices {
            guard case .normalized(let item, let facets, let compared) = batch.candidates[index].standing else { continue }
            let isAwaiting = batch.candidates[index].page != nil
            let signed = Candidate.Signed(
                guid: item.guid, facets: facets, versions: compared.versions(recurring), identity: Self.identity(of: item),
                // What waits for its page does so with all that the feed says.
                encoded: EncodedItem(item, content: isAwaiting ? .both : content, in: .journal),
                signature: isAwaiting || batch.candidates[index].isLeftOut ? nil : Signature(title: item.title, compared.content))
            batch.candidates[index].standing = .signed(signed)
        }
    }

    /// From the whole document, before any of its items is compared.
    private func learnWhatRecurs(in batch: inout Batch) -> RecurringBlocks.Known {
        let readings = batch.candidates.compactMap { candidate -> RecurringBlocks.Reading? in
            guard case .normalized(_, let facets, let compared) = candidate.standing else { return nil }
            return compared.reading(of: facets)
        }
        batch.recurring = batch.state.recurring
        batch.recurring.learn(readings)
        return batch.recurring.known
    }

    /// What the item is first seen with: of an item without guid, which may share address and title with others, its date and text, too.
    private static func identity(of item: Item) -> [String] {
        let names = [item.guid ?? "", item.url ?? "", item.title ?? ""]
        return item.guid == nil ? names + [item.published?.rfc3339 ?? "", item.contentText] : names
    }
}
