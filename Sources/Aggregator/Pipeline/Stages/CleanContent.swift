import Extraction
import Identity
import Syndication

/// Takes out of items what their site put between their paragraphs, as far as the document, and those before it, tell (`ItemCleaner`).
///
/// It changes what is journaled, and nothing else: identity and versions are taken from the content as it came, and do not depend on what was learnt meanwhile.
struct CleanContent: Stage {
    func process(_ batch: inout Batch) {
        let traces = traces(in: batch)
        guard batch.candidates.indices.contains(where: { !traces[$0].isNone }) || !batch.state.itemMemory.isEmpty else { return }
        var cleaner = ItemCleaner(memory: ItemMemory(stored: batch.state.itemMemory) ?? ItemMemory())
        let findings = read(batch, traces, with: &cleaner)
        for (index, found) in findings where !batch.candidates[index].isLeftOut {
            guard case .normalized(let normalized) = batch.candidates[index].standing, let html = normalized.item.contentHTML else {
                continue
            }
            batch.candidates[index].cleaned = cleaner.clean(html, found)
        }
        batch.itemMemory = cleaner.settled.stored
    }

    private func traces(in batch: Batch) -> InjectedTraces {
        var traces = InjectedTraces(batch.recurring.known, isRemembered: !batch.state.itemMemory.isEmpty)
        for index in batch.candidates.indices {
            if case .normalized(let normalized) = batch.candidates[index].standing {
                traces.add(normalized.compared)
            } else {
                traces.skip()
            }
        }
        return traces
    }

    private func read(_ batch: Batch, _ traces: InjectedTraces, with cleaner: inout ItemCleaner) -> [(index: Int, found: ItemFindings)] {
        let home = batch.feed.homePageURL ?? batch.document.url
        var findings: [(Int, ItemFindings)] = []
        for index in batch.candidates.indices {
            guard case .normalized(let normalized) = batch.candidates[index].standing else { continue }
            let trace = traces[index]
            let mark = normalized.facets.mark
            guard !trace.isNone, !normalized.item.contentText.isEmpty, let html = normalized.item.contentHTML else {
                cleaner.pass(mark)
                continue
            }
            let found = cleaner.read(
                html, address: normalized.item.url ?? home, item: mark, links: trace.links, repetitions: trace.repetitions)
            findings.append((index, found))
        }
        return findings
    }
}

extension Facets {
    /// Tells the item from its source's others, rather too few of them than too many: guids are new on every poll too often.
    fileprivate var mark: UInt32 { UInt32(truncatingIfNeeded: url?.loose ?? title) }
}

extension Item {
    /// As it is journaled.
    func with(_ clean: ItemCleaner.Cleaned) -> Item {
        var item = self
        item.contentHTML = clean.html
        item.contentText = clean.text
        item.related = clean.related.map(\.link)
        return item
    }
}
