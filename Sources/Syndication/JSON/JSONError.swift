/// The place where a text is not valid JSON.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The number of bytes before the error.
    public var offset: Int
    /// What the grammar requires there.
    public var expected: Expectation

    /// What is missing at the place of an error. The raw values are for messages.
    public enum Expectation: String, Sendable {
        case value = "a value"
        case key = "a member's name"
        case colon = "a colon"
        case commaOrBrace = "a comma or a closing brace"
        case commaOrBracket = "a comma or a closing bracket"
        case quote = "a closing quote"
        case string = "a string"
        case number = "a number"
        case digit = "a digit"
        case escape = "an escape: one of \"\\/bfnrt, or u and four hexadecimal digits"
        case escapedControl = "a control character's escape, not the character itself"
        case utf8 = "valid UTF-8"
        case end = "the end of the text"
        case lessDepth = "fewer levels of nesting"
        case object = "an object"
        case array = "an array"
    }

    public init(offset: Int, expected: Expectation) {
        self.offset = offset
        self.expected = expected
    }

    public var description: String { "malformed JSON at byte \(offset): expected \(expected.rawValue)" }
}
