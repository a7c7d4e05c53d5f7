/// Finds the items whose bytes are the same as in the source's last document: no further stage looks at them.
struct Recognize: Stage {
    func process(_ batch: inout Batch) {
        guard batch.state.shown.count > 0 else { return }
        let shown = batch.state.shown.unpacked()
        for index in batch.candidates.indices {
            if let item = shown[batch.candidates[index].digest] { batch.candidates[index].stage = .unchanged(item: item) }
        }
    }
}
