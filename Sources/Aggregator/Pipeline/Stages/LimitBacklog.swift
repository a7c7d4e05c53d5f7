import Bytes
import Syndication

/// Of a source's first document, leaves out what the source's `backlog` does not ask for.
struct LimitBacklog: Stage {
    func process(_ batch: inout Batch) {
        guard !batch.state.hasBeenRead else { return }
        switch batch.source.backlog {
        case .all: break
        case .items(let count): leaveOut(of: &batch, allBut: count)
        case .age(let age): leaveOut(of: &batch, before: batch.polledAt - age)
        }
    }

    /// The newest are those dated last; of items without dates, those that stand first.
    private func leaveOut(of batch: inout Batch, allBut count: Int) {
        for index in batch.oldestFirst().dropLast(count) { batch.candidates[index].isLeftOut = true }
    }

    private func leaveOut(of batch: inout Batch, before limit: Timestamp) {
        for index in batch.candidates.indices {
            if let date = batch.candidates[index].date, date < limit { batch.candidates[index].isLeftOut = true }
        }
    }
}

extension Batch {
    /// The candidates' places, oldest item first. An item without a date is as old as the one that stands below it.
    func oldestFirst() -> [Int] {
        var last = Timestamp(milliseconds: .min)
        let dated = candidates.indices.reversed().map { index in
            if let date = candidates[index].date { last = date }
            return (index, last)
        }
        // A stable sort: of the same moment, what stands lower is older.
        return dated.enumerated().sorted { a, b in (a.element.1, a.offset) < (b.element.1, b.offset) }.map { $0.element.0 }
    }
}
