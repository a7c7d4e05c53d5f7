public import Bytes

/// Dates as feeds write them: RFC 3339 and 822 with all their real mistakes, and what else there is.
///
/// A date without a zone is taken for UTC. Two-digit years are RFC 5322's: 00 to 49 are this century's.
public enum DateParser {
    /// - Returns: nil where `text` is no date, or no day that there is.
    public static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        var start = 0
        var end = text.count
        while start < end, text[start] <= 0x20 { start += 1 }
        while end > start, text[end - 1] <= 0x20 { end -= 1 }
        guard end > start, end - start <= 128 else { return nil }
        let trimmed = UnsafeBufferPointer(rebasing: text[start..<end])
        return RFC822Date.parse(trimmed) ?? RFC3339Date.parse(trimmed, strictly: false) ?? LooseDate.parse(trimmed)
    }

    public static func parse(_ text: some StringProtocol) -> Timestamp? {
        var text = String(text)
        return text.withUTF8 { parse($0) }
    }
}
