import Identity

/// Learns which blocks recur across the source's items: from the whole document, before any of its items is cleaned or compared.
struct Learn: Stage {
    func process(_ batch: inout Batch) {
        let readings = batch.candidates.indices.compactMap { index -> RecurringBlocks.Reading? in
            guard case .normalized(let normalized) = batch.candidates[index].stage else { return nil }
            return normalized.compared.reading(of: normalized.facets)
        }
        batch.recurring.learn(readings)
    }
}
