internal import Markup

/// Searches in UTF-8.
enum JSONBytes {
    /// The place of the first `"`, `\` or C0 character, or the end: what ends a run inside a JSON string.
    static func firstStop(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        bytes.firstPlace(from: start) { $0.controls | $0.equal(UInt8(ascii: "\"")) | $0.equal(UInt8(ascii: "\\")) }
    }
}
