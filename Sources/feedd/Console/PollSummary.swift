import Aggregator

/// The outcome of polling many sources once.
struct PollSummary: CustomStringConvertible {
    private(set) var polled = 0
    private var unchanged = 0
    private var new = 0
    private var updated = 0
    private var filtered = 0
    private var bad = 0
    private var isUnwritable = false

    mutating func add(_ report: PollReport) {
        polled += 1
        if !report.isGood { bad += 1 }
        filtered += report.filtered
        switch report.outcome {
        case .unchanged: unchanged += 1
        case .read(let new, let updated), .cutShort(let new, let updated, _):
            self.new += new
            self.updated += updated
        case .unwritable: isUnwritable = true
        case .failed, .deferred, .stopped, .cancelled: break
        }
    }

    /// nil where every source answered and was read; 74 where journal or store could not be written; else 1.
    var exitStatus: Int32? { isUnwritable ? 74 : bad > 0 ? 1 : nil }

    var description: String {
        let sources = "\(polled) \(polled == 1 ? "source" : "sources") polled"
        let failures = bad == 0 ? "" : ", \(bad) failed: see `feedd sources`"
        let dropped = filtered == 0 ? "" : ", \(filtered) filtered"
        return "\(sources): \(new) new, \(updated) updated\(dropped), \(unchanged) unchanged\(failures)"
    }
}
