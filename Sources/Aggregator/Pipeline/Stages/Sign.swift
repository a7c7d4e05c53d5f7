import Extraction
import Identity
import Journal
import Syndication

/// The last stage: hashes, signs and encodes what may be journaled.
struct Sign: Stage {
    private let finisher: ItemFinisher

    init(content: ContentForm) {
        finisher = ItemFinisher(content: content)
    }

    func process(_ batch: inout Batch) {
        let recurring = batch.recurring.known
        var budget = OutputBudget(documentBytes: batch.parsed.documentBytes, repeated: batch.feed.title?.utf8.count ?? 0)
        for index in batch.candidates.indices {
            guard case .normalized(let normalized) = batch.candidates[index].stage else { continue }
            let candidate = batch.candidates[index]
            let use = Self.use(of: candidate)
            let finished = finisher.finish(
                title: normalized.item.title, normalized.compared, hashes: normalized.compared.versions(recurring), for: use
            ) { form in
                encoded(normalized, candidate, form, &budget)
            }
            batch.candidates[index].stage = .signed(
                Candidate.Signed(
                    guid: normalized.item.guid, facets: normalized.facets, identity: Self.identity(of: normalized.item, normalized.facets),
                    finished: finished, approximateDate: normalized.item.isDateApproximate ? normalized.item.published : nil))
        }
    }

    private static func use(of candidate: Candidate) -> ItemFinisher.Use {
        if candidate.page != nil { return .awaitingPage }
        return candidate.isLeftOut || candidate.isFiltered(awaitsPage: false) ? .leftOut : .journal
    }

    private func encoded(
        _ normalized: Candidate.Normalized, _ candidate: Candidate, _ form: ContentForm, _ budget: inout OutputBudget
    ) -> EncodedItem {
        let item = candidate.cleaned.map(normalized.item.with) ?? normalized.item
        var encoded = budget.encode(item, content: form, in: .journal)
        // The journaled text differs from the text that the item is recognized by, so the record carries the hash of that text: a replay needs it for matching.
        if candidate.page != nil || candidate.cleaned != nil, let text = normalized.facets.text {
            encoded.extend("text_hash", with: ReplayedRecord.written(textHash: text))
        }
        return encoded
    }

    /// The key is made of guid, URL and title. Without a guid, date and text are part of it too, since other items may have the same URL and title.
    private static func identity(of item: Item, _ facets: Facets) -> [String] {
        let names = [item.guid ?? "", item.url == nil ? "" : item.address ?? "", item.title ?? ""]
        return item.guid == nil
            ? names + [item.isDateApproximate ? "" : item.published?.rfc3339 ?? "", String(facets.text ?? 0, radix: 16)] : names
    }
}
