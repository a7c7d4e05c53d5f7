/// Deviations from RFC 8259 that a parser accepts, because texts from the network have them.
public struct JSONTolerance: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// A UTF-8 byte order mark before the text is skipped.
    public static let byteOrderMark = JSONTolerance(rawValue: 1)
    /// Raw control characters in strings are accepted.
    public static let controlCharacters = JSONTolerance(rawValue: 2)
    /// Malformed UTF-8 in strings becomes U+FFFD.
    public static let malformedUTF8 = JSONTolerance(rawValue: 4)

    /// All of them, for documents from the network.
    public static let feeds: JSONTolerance = [.byteOrderMark, .controlCharacters, .malformedUTF8]
}
