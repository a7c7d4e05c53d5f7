internal import Markup

/// Vectorized searches in JSON text.
enum JSONBytes {
    /// The offset of the first `"`, `\` or C0 control character at or after `start`; the end where there is none.
    static func firstStop(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        bytes.firstPlace(from: start) { $0.controls | $0.equal(UInt8(ascii: "\"")) | $0.equal(UInt8(ascii: "\\")) }
    }
}
