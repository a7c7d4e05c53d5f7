/// What was not well-formed in a document and was read all the same.
public struct XMLRepairs: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static let junkBefore = XMLRepairs(rawValue: 1 << 0)
    public static let junkAfter = XMLRepairs(rawValue: 1 << 1)
    public static let bareAmpersand = XMLRepairs(rawValue: 1 << 2)
    public static let undeclaredEntity = XMLRepairs(rawValue: 1 << 3)
    public static let strayLessThan = XMLRepairs(rawValue: 1 << 4)
    public static let brokenTag = XMLRepairs(rawValue: 1 << 5)
    public static let unclosedElement = XMLRepairs(rawValue: 1 << 6)
    public static let strayEndTag = XMLRepairs(rawValue: 1 << 7)
    public static let badCharacterReference = XMLRepairs(rawValue: 1 << 8)
    public static let misplacedDeclaration = XMLRepairs(rawValue: 1 << 9)
    public static let undeclaredPrefix = XMLRepairs(rawValue: 1 << 10)
    public static let unclosedSection = XMLRepairs(rawValue: 1 << 11)

    private static let sentences: [(XMLRepairs, String)] = [
        (.junkBefore, "Something stands before the document; it was skipped."),
        (.junkAfter, "Something stands after the document; it was skipped."),
        (.misplacedDeclaration, "An XML declaration or document type stands where none may; it was skipped."),
        (.bareAmpersand, "An ampersand is not escaped; it was read as text."),
        (.undeclaredEntity, "An entity is not declared; it was read as HTML knows it, else left as it stands."),
        (.badCharacterReference, "A character reference names no character; it was replaced."),
        (.strayLessThan, "A less-than sign is not escaped; it was read as text."),
        (.brokenTag, "A tag's attributes are not well-formed; they were read as HTML reads them."),
        (.unclosedElement, "An element is not closed where it should be; it was closed."),
        (.strayEndTag, "An end tag has no start tag; it was skipped."),
        (.unclosedSection, "A comment or CDATA section is not closed."),
        (.undeclaredPrefix, "A namespace prefix is not declared; it was taken for what it usually means."),
    ]

    /// A sentence for each repair.
    public var descriptions: [String] {
        Self.sentences.filter { contains($0.0) }.map(\.1)
    }
}
