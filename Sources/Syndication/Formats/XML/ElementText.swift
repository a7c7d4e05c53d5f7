import Bytes
internal import Markup

/// The text of an element that ends. It is valid only until the reader's text buffer changes.
struct ElementText {
    /// UTF-8.
    let bytes: UnsafeBufferPointer<UInt8>

    /// The text with white space trimmed; nil for blank text.
    var string: String? {
        let trimmed = trimmed
        return trimmed.isEmpty ? nil : String(validUTF8: trimmed)
    }

    /// The text as a date; nil where it is none.
    var date: Timestamp? { DateParser.parse(bytes) }

    /// The name of the date's time zone, if it is unknown and the date was read as UTC.
    var unknownZone: String? { UnknownZone.name(in: bytes) }

    /// The text as a number, without its fraction; nil where it is none.
    var integer: Int? {
        guard let string else { return nil }
        if let value = Int(string) { return value }
        guard let value = Double(string), value.magnitude < 1e15 else { return nil }
        return Int(value)
    }

    /// The text as a finite number; nil where it is none.
    var number: Double? { string.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }

    /// The text as yes or no, in the words that podcasts use; nil for any other.
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
