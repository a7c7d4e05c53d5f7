import Compression

extension Unpacking {
    /// All steps at once.
    static func run(_ packed: [UInt8], _ coding: BodyCoding, limit: Int) -> Unpacked {
        guard let unpacking = try? Unpacking(packed, coding, limit: limit) else { return Unpacked(bytes: [], end: .damaged) }
        while true {
            if case .ended(let end) = unpacking.step() { return Unpacked(bytes: unpacking.bytes, end: end) }
        }
    }
}
