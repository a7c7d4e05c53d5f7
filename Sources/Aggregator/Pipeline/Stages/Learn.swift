/// The blocks that recur across the source's items: from the whole document, before any of its items is cleaned or compared.
struct Learn: Stage {
    func process(_ batch: inout Batch) {
        let readings = batch.candidates.compactMap { candidate -> RecurringBlocks.Reading? in
            guard case .normalized(_, let facets, let compared) = candidate.standing else { return nil }
            return compared.reading(of: facets)
        }
        batch.recurring = batch.state.recurring
        batch.recurring.learn(readings)
    }
}
