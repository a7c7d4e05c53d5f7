/// What others did to the journal's files.
public enum JournalNotice: Sendable, Hashable, CustomStringConvertible {
    /// These records were moved, rotated or deleted.
    case missing(ClosedRange<UInt64>, directory: String)
    /// In this file is now what others wrote into the journal.
    case setAside(path: String)

    public var description: String {
        switch self {
        case .missing(let seqs, let directory):
            let records =
                if seqs.lowerBound == 1 {
                    "records up to seq \(seqs.upperBound) are"
                } else if seqs.count == 1 {
                    "the record with seq \(seqs.upperBound) is"
                } else {
                    "records with seq \(seqs.lowerBound) to \(seqs.upperBound) are"
                }
            return "journal: \(records) no longer in \(directory) (moved, rotated or deleted): continuing with seq \(seqs.upperBound &+ 1)"
        case .setAside(let path): return "journal: something else wrote to feedd.jsonl: what it wrote is now in \(path)"
        }
    }
}
