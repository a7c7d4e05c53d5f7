import Extraction
import Identity
import Syndication

/// Removes cross-links and promotions that the site injected between the paragraphs of its items, as far as this document and earlier ones show which
/// they are (`ItemCleaner`).
///
/// Only what is journaled changes. Identity and content hashes are computed from the content as it came, so they do not depend on what was learnt later.
struct RemoveInjectedLinks: Stage {
    func process(_ batch: inout Batch) {
        let traces = traces(in: batch)
        guard batch.candidates.indices.contains(where: { !traces[$0].isNone }) || !batch.state.itemMemory.isEmpty else { return }
        var cleaner = ItemCleaner(memory: ItemMemory(stored: batch.state.itemMemory) ?? ItemMemory())
        let findings = read(batch, traces, with: &cleaner)
        for (index, found) in findings where !batch.candidates[index].isLeftOut {
            guard case .normalized(let normalized) = batch.candidates[index].stage, let html = normalized.item.contentHTML else {
                continue
            }
            batch.candidates[index].cleaned = cleaner.clean(html, found)
        }
        batch.itemMemory = cleaner.settled.stored
    }

    private func traces(in batch: Batch) -> InjectedTraces {
        var traces = InjectedTraces(batch.recurring.known, isRemembered: !batch.state.itemMemory.isEmpty)
        for index in batch.candidates.indices {
            if case .normalized(let normalized) = batch.candidates[index].stage {
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
            guard case .normalized(let normalized) = batch.candidates[index].stage else { continue }
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
    /// Identifies the item among those of its source. Not by guid: too many feeds have new ones on every poll, so that one item would count as several.
    fileprivate var mark: UInt32 { UInt32(truncatingIfNeeded: url?.loose ?? title) }
}

extension Item {
    /// The item with its cleaned content.
    func with(_ clean: ItemCleaner.Cleaned) -> Item {
        var item = self
        item.contentHTML = clean.html
        item.contentText = clean.text
        item.related = clean.related.map(\.link)
        return item
    }
}
