import Bytes

/// Finds the name of a time zone that ``DateParser`` does not know, and in whose place it assumes UTC.
///
/// The names of the IANA database (`America/New_York`) and of regions (`Eastern`) are not translated: their offsets depend on the date, by rules
/// that change.
enum UnknownZone {
    /// - Parameter text: a date.
    /// - Returns: nil where the date has an offset or a known zone, or names none.
    static func name(in text: UnsafeBufferPointer<UInt8>) -> String? {
        // Nearly all dates end so: with `GMT`, a `Z` behind a digit, or an offset.
        let count = text.count
        if count > 3, text[count - 1] == UInt8(ascii: "T"), text[count - 2] == UInt8(ascii: "M"), text[count - 3] == UInt8(ascii: "G") {
            return nil
        }
        if count > 1, ASCII.isDigit(text[count - 1]) || text[count - 1] == UInt8(ascii: "Z") && ASCII.isDigit(text[count - 2]) {
            return nil
        }
        guard let last = text.last(where: { $0 > 0x20 }), ASCII.isLetter(last) || last == UInt8(ascii: ")"),
            text.contains(UInt8(ascii: ":")), let digit = text.lastIndex(where: ASCII.isDigit), !endsWithOffset(text[...digit])
        else { return nil }
        let words = text[(digit + 1)...].split { !ASCII.isLetter($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "_") }
        var unknown: String?
        for word in words {
            let name = String(decoding: word, as: UTF8.self)
            let parts = name.lowercased().split(separator: "/").map(String.init)
            if parts.contains(where: { DateWords.zone($0) != nil }) { return nil }
            if unknown == nil, parts.allSatisfy({ DateWords.halfOfDay($0) == nil }), isZone(name) { unknown = name }
        }
        return unknown
    }

    static func name(in text: String) -> String? {
        var text = text
        return text.withUTF8 { name(in: $0) }
    }

    static func warning(_ name: String) -> String { "The time zone “\(name)” is not known; the date was read as UTC." }

    /// Whether a word has the form of a zone's name: `Area/City`, an abbreviation in capitals, or an American region.
    private static func isZone(_ name: String) -> Bool {
        if name.contains(byte: UInt8(ascii: "/")) { return name.utf8.count > 2 }
        if (3...5).contains(name.utf8.count), name.utf8.allSatisfy(ASCII.isCapital) { return DateWords.month(name.lowercased()) == nil }
        return ["eastern", "central", "mountain", "pacific", "atlantic", "alaska", "hawaii"].contains(name.lowercased())
    }

    /// Whether the text ends with an offset: digits and colons after a sign that follows the time.
    private static func endsWithOffset(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let sign = text.lastIndex(where: { !ASCII.isDigit($0) && $0 != UInt8(ascii: ":") }) else { return false }
        return (text[sign] == UInt8(ascii: "+") || text[sign] == UInt8(ascii: "-")) && text[..<sign].contains(UInt8(ascii: ":"))
    }
}
