public import Bytes

/// Parses the dates of feeds: RFC 822 and RFC 3339 with the mistakes that publishers make, and the other forms that occur, in many
/// languages.
///
/// A date without a time zone, or with one of an unknown name (see ``UnknownZone``), is read as UTC. Two-digit years follow RFC 5322, 4.3: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999.
public enum DateParser {
    /// - Parameter text: UTF-8, at most 128 bytes without the white space around it.
    /// - Returns: nil where `text` is no date, or names a day that does not exist.
    public static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        var start = 0
        var end = text.count
        while start < end, text[start] <= 0x20 { start += 1 }
        while end > start, text[end - 1] <= 0x20 { end -= 1 }
        guard end > start, end - start <= 128 else { return nil }
        let trimmed = UnsafeBufferPointer(rebasing: text[start..<end])
        return RFC822Date.parse(trimmed) ?? RFC3339Date.parse(trimmed, strictly: false) ?? LooseDate.parse(trimmed)
    }

    /// - Returns: nil where `text` is no date, or names a day that does not exist.
    public static func parse(_ text: some StringProtocol) -> Timestamp? {
        var text = String(text)
        return text.withUTF8 { parse($0) }
    }
}
