import Bytes

extension Batch {
    /// The indices of the candidates, oldest item first: the order in which they are journaled. An item without a date counts as old as the one below it.
    func oldestFirst() -> [Int] {
        var last = Timestamp(milliseconds: .min)
        let dated = candidates.indices.reversed().map { index in
            if let date = candidates[index].date { last = date }
            return (index, last)
        }
        // A stable sort: of items with the same date the lower one is older.
        return dated.enumerated().sorted { a, b in (a.element.1, a.offset) < (b.element.1, b.offset) }.map { $0.element.0 }
    }
}
