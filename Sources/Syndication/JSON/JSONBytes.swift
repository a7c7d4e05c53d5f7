internal import Markup

/// Searches in UTF-8, eight bytes at a time.
enum JSONBytes {
    /// The place of the first `"`, `\` or C0 character, or the end: what ends a run inside a JSON string.
    static func firstStop(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var place = start
        while let word = word(in: bytes, at: place) {
            let hit = ByteWord.findControls(in: word) | ByteWord.find(0x22, in: word) | ByteWord.find(0x5C, in: word)
            if hit != 0 { return place + hit.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < bytes.count {
            switch bytes[place] {
            case 0..<0x20, 0x22, 0x5C: return place
            default: place += 1
            }
        }
        return place
    }

    @inline(__always)
    private static func word(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> UInt64? {
        guard bytes.count &- place >= 8, let base = bytes.baseAddress else { return nil }
        return UInt64(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
    }
}
