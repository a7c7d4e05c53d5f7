extension Array {
    /// The elements from the latest date to the earliest, then those without a date. Elements of equal dates keep their order.
    package func newestFirst(by date: (Element) -> Timestamp?) -> [Element] {
        let dates = map { date($0)?.milliseconds ?? .min }
        return indices.sorted { dates[$0] != dates[$1] ? dates[$0] > dates[$1] : $0 < $1 }.map { self[$0] }
    }
}
