extension StringProtocol {
    /// The text without white space (see ``TextSpace``) at both ends.
    func trimmingSpace() -> String {
        var text = String(self)
        return text.withUTF8 { bytes -> String? in
            var start = 0
            var end = bytes.count
            while start < end, let width = TextSpace.width(bytes, at: start) { start += width }
            while end > start, let width = TextSpace.width(bytes, before: end) { end -= width }
            if start == 0, end == bytes.count { return nil }
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        } ?? text
    }

    /// The text; nil if it is empty.
    var nonEmpty: String? { isEmpty ? nil : String(self) }
}
