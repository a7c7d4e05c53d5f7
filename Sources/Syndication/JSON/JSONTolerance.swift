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

    /// Commas before the first and after the last element or member, several commas in a row, and commas that are missing between elements or
    /// members are accepted.
    public static let commas = JSONTolerance(rawValue: 8)
    /// Comments, `// …` to the end of the line and `/* … */`, are white space.
    public static let comments = JSONTolerance(rawValue: 16)
    /// The backslash of an escape that JSON does not have (`\'`, `\x`) is left out.
    public static let escapes = JSONTolerance(rawValue: 32)

    /// All of them, for documents from the network.
    public static let feeds: JSONTolerance = [.byteOrderMark, .controlCharacters, .malformedUTF8, .commas, .comments, .escapes]
}
