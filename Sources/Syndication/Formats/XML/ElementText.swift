import Bytes
internal import Markup

/// What an element held, while its bytes, which are UTF-8, are still in the buffer.
struct ElementText {
    let bytes: UnsafeBufferPointer<UInt8>

    /// White space trimmed; nil where nothing is left.
    var string: String? {
        let trimmed = trimmed
        return trimmed.isEmpty ? nil : String(validUTF8: trimmed)
    }

    var date: Timestamp? { DateParser.parse(bytes) }

    var integer: Int? {
        guard let string else { return nil }
        if let value = Int(string) { return value }
        guard let value = Double(string), value.magnitude < 1e15 else { return nil }
        return Int(value)
    }

    /// Yes and no as podcasts say them.
    var flag: Bool? {
        switch string?.lowercased() {
        case "yes", "true", "explicit", "1": true
        case "no", "false", "clean", "0", "not explicit": false
        default: nil
        }
    }

    var isBlank: Bool { trimmed.isEmpty }

    private var trimmed: UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }
}
