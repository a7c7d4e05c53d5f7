/// What came of polling many sources once.
public struct PollSummary: Sendable, CustomStringConvertible {
    public private(set) var polled = 0
    private var unchanged = 0
    private var new = 0
    private var updated = 0
    private var bad = 0
    private var isUnwritable = false

    public init() {}

    public mutating func add(_ report: PollReport) {
        polled += 1
        if !report.isGood { bad += 1 }
        switch report.outcome {
        case .unchanged: unchanged += 1
        case .read(let new, let updated), .cutShort(let new, let updated, _):
            self.new += new
            self.updated += updated
        case .unwritable: isUnwritable = true
        case .failed, .deferred, .stopped, .cancelled: break
        }
    }

    /// nil where every source answered and was read; 74 where journal or store could not be written; 1 otherwise.
    public var exitStatus: Int32? { isUnwritable ? 74 : bad > 0 ? 1 : nil }

    public var description: String {
        let sources = "\(polled) \(polled == 1 ? "source" : "sources") polled"
        let failures = bad == 0 ? "" : ", \(bad) failed: see `feedd sources`"
        return "\(sources): \(new) new, \(updated) updated, \(unchanged) unchanged\(failures)"
    }
}
