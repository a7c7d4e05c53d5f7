import Identity
import Syndication

/// Of a source that is read with its pages, says which of a document's items have one. Whether it is fetched the committer decides, who knows what is new.
struct Enrich: Stage {
    func process(_ batch: inout Batch) {
        guard batch.source.fullText else { return }
        let addresses = batch.candidates.map { $0.address.flatMap(CanonicalURL.init)?.loose }
        var counts: [UInt64: Int] = [:]
        for case let address? in addresses { counts[address, default: 0] += 1 }
        for (index, address) in addresses.enumerated() {
            guard case .normalized(let normalized) = batch.candidates[index].standing, let url = normalized.item.url else { continue }
            // A page that several items share is the page of none of them; nor is a recording.
            guard let address, counts[address] == 1, !normalized.item.attachments.contains(where: { $0.url == url }) else { continue }
            batch.candidates[index].page = PageRequest(url)
        }
    }
}
