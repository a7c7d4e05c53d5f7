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

    /// The offset that a time zone is written by, in minutes east of UTC: `+02:00`, `-0500`, `UTC`, `CET`. Nil for other texts, and for names of the IANA
    /// database, whose offsets depend on the date.
    public static func zoneMinutes(_ text: String) -> Int? {
        guard let sign = text.first else { return nil }
        guard sign == "+" || sign == "-" else { return DateWords.zone(text.lowercased()) }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, let number = Int(digits), digits.allSatisfy(\.isASCII) else { return nil }
        let minutes = digits.count == 2 ? number * 60 : number / 100 * 60 + number % 100
        guard number % 100 < 60 || digits.count == 2, minutes <= 14 * 60 else { return nil }
        return sign == "+" ? minutes : -minutes
    }

    /// - Returns: nil where `text` is no date, or names a day that does not exist.
    public static func parse(_ text: some StringProtocol) -> Timestamp? {
        var text = String(text)
        return text.withUTF8 { parse($0) }
    }
}
