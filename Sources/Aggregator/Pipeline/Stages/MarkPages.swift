import Identity
import Syndication

/// Marks the items whose page can be fetched for its article, where the source asks for that. The committer decides which of them are fetched, since it
/// knows which items are new.
struct MarkPages: Stage {
    func process(_ batch: inout Batch) {
        guard batch.source.fullText else { return }
        let addresses = batch.candidates.map { $0.address.flatMap(CanonicalURL.init)?.loose }
        var counts: [UInt64: Int] = [:]
        for case let address? in addresses { counts[address, default: 0] += 1 }
        for (index, address) in addresses.enumerated() {
            guard case .normalized(let normalized) = batch.candidates[index].stage, let url = normalized.item.url else { continue }
            // A page that several items link to belongs to none of them. An attachment's URL is no page.
            guard let address, counts[address] == 1, !normalized.item.attachments.contains(where: { $0.url == url }) else { continue }
            batch.candidates[index].page = PageRequest(url)
        }
    }
}
