/// Certainly seen: an item whose bytes are those of last time goes no further than here.
struct Recognize: Stage {
    func process(_ batch: inout Batch) {
        guard batch.state.shown.count > 0 else { return }
        let shown = batch.state.shown.unpacked()
        for index in batch.candidates.indices {
            if let item = shown[batch.candidates[index].digest] {
                batch.candidates[index].standing = .unchanged(item: item)
            }
        }
    }
}
