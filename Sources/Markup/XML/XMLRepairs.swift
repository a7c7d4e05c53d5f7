/// The ways in which a document was not well-formed XML and was read nevertheless.
public struct XMLRepairs: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Text or elements before the root element. They were skipped.
    public static let junkBefore = XMLRepairs(rawValue: 1 << 0)
    /// Text or elements after the root element. They were skipped.
    public static let junkAfter = XMLRepairs(rawValue: 1 << 1)
    /// An `&` that begins no reference. It was read as text.
    public static let bareAmpersand = XMLRepairs(rawValue: 1 << 2)
    /// A reference to an entity that the document does not declare. It was read as HTML's entity of that name, else as text.
    public static let undeclaredEntity = XMLRepairs(rawValue: 1 << 3)
    /// A `<` that begins no tag. It was read as text.
    public static let strayLessThan = XMLRepairs(rawValue: 1 << 4)
    /// A start tag whose attributes are not well-formed. They were read as HTML reads them.
    public static let brokenTag = XMLRepairs(rawValue: 1 << 5)
    /// An element without an end tag, or whose end tag comes too late or too early.
    public static let unclosedElement = XMLRepairs(rawValue: 1 << 6)
    /// An end tag without a start tag. It was skipped.
    public static let strayEndTag = XMLRepairs(rawValue: 1 << 7)
    /// A numeric character reference to something that is no character of XML. It was removed, or left as text.
    public static let badCharacterReference = XMLRepairs(rawValue: 1 << 8)
    /// An XML declaration, document type or other declaration inside the document. It was skipped.
    public static let misplacedDeclaration = XMLRepairs(rawValue: 1 << 9)
    /// A namespace prefix without a declaration. It was taken for the namespace that usually has it.
    public static let undeclaredPrefix = XMLRepairs(rawValue: 1 << 10)
    /// A comment or CDATA section without an end.
    public static let unclosedSection = XMLRepairs(rawValue: 1 << 11)
    /// Elements nest deeper than ``XMLStream/maximumDepth``. The tags of those inside were skipped.
    public static let tooDeep = XMLRepairs(rawValue: 1 << 12)
    /// A tag with more attributes or namespace declarations than are read (``XMLStream/maximumAttributes``).
    public static let surplusAttributes = XMLRepairs(rawValue: 1 << 13)
    /// The document has more names of elements than are read. The tags of elements with further names were skipped.
    public static let surplusNames = XMLRepairs(rawValue: 1 << 14)

    private static let sentences: [(XMLRepairs, String)] = [
        (.junkBefore, "The document has content before its root element; it was skipped."),
        (.junkAfter, "The document has content after its root element; it was skipped."),
        (.misplacedDeclaration, "An XML declaration or document type is not at the document's beginning; it was skipped."),
        (.bareAmpersand, "An ampersand is not escaped; it was read as text."),
        (.undeclaredEntity, "An entity is not declared; it was read as the HTML entity of that name if there is one, else as text."),
        (.badCharacterReference, "A character reference names no valid character; it was removed or read as text."),
        (.strayLessThan, "A less-than sign is not escaped; it was read as text."),
        (.brokenTag, "The attributes of a start tag are not well-formed; they were read by the rules of HTML."),
        (.unclosedElement, "An element's end tag is missing or misplaced; the element was closed where the context requires it."),
        (.strayEndTag, "An end tag has no matching start tag; it was skipped."),
        (.unclosedSection, "A comment or CDATA section has no end."),
        (.tooDeep, "Elements nest more than \(XMLStream.maximumDepth) deep; the tags of those inside were skipped."),
        (
            .surplusAttributes,
            """
            A tag has more than \(XMLStream.maximumAttributes) attributes or too many namespace declarations; the remaining ones were \
            ignored.
            """
        ),
        (.surplusNames, "The document has too many different names of elements; the tags of further ones were skipped."),
        (.undeclaredPrefix, "A namespace prefix is not declared; the namespace that usually has this prefix was assumed."),
    ]

    /// One sentence for each repair, for a person to read.
    public var descriptions: [String] {
        Self.sentences.filter { contains($0.0) }.map(\.1)
    }
}
