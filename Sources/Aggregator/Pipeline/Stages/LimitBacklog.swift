import Bytes
import Syndication

/// Leaves out items of a source's first document that its `backlog` does not ask for.
struct LimitBacklog: Stage {
    func process(_ batch: inout Batch) {
        guard !batch.state.hasBeenRead else { return }
        switch batch.source.backlog {
        case .all: break
        case .items(let count): leaveOut(of: &batch, allBut: count)
        case .age(let age): leaveOut(of: &batch, before: batch.polledAt - age)
        }
    }

    /// Keeps the newest: those with the latest dates, and of items without dates the upper ones.
    private func leaveOut(of batch: inout Batch, allBut count: Int) {
        for index in batch.oldestFirst().dropLast(count) { batch.candidates[index].isLeftOut = true }
    }

    private func leaveOut(of batch: inout Batch, before limit: Timestamp) {
        for index in batch.candidates.indices {
            if let date = batch.candidates[index].date, date < limit { batch.candidates[index].isLeftOut = true }
        }
    }
}
