import Bytes

/// The name of a segment's file: `feedd.jsonl` while it is written; closed, it is named by its first sequence number.
enum SegmentName: Sendable, Hashable {
    case live
    case closed(firstSeq: UInt64)

    var fileName: String {
        switch self {
        case .live: return "feedd.jsonl"
        case .closed(let firstSeq):
            let digits = String(firstSeq)
            return "feedd-" + String(repeating: "0", count: 20 - digits.utf8.count) + digits + ".jsonl"
        }
    }

    /// `nil` where the name is not a segment's.
    init?(fileName: String) {
        if fileName == "feedd.jsonl" {
            self = .live
            return
        }
        guard fileName.hasPrefix("feedd-"), fileName.hasSuffix(".jsonl") else { return nil }
        let digits = fileName.dropFirst(6).dropLast(6)
        let isNumber = digits.utf8.count == 20 && digits.utf8.allSatisfy(ASCII.isDigit)
        guard isNumber, let firstSeq = UInt64(digits) else { return nil }
        self = .closed(firstSeq: firstSeq)
    }
}
