internal import Markup

extension Optional<JSONValue> {
    /// The text as one line of plain text, without control characters; nil where there is none.
    var line: String? { text.flatMap { HTMLText.line(plain: $0).nonEmpty } }

    /// A string that is not blank, with white space trimmed, or a number as a string; nil for any other value.
    var text: String? {
        switch self {
        case .string(let string): string.trimmingSpace().nonEmpty
        case .integer(let number): String(number)
        case .double(let number): String(number)
        default: nil
        }
    }

    /// A finite number, or a string that contains one; nil for any other value.
    var number: Double? {
        guard let number = self?.double ?? self?.string.flatMap({ Double($0.trimmingSpace()) }), number.isFinite else { return nil }
        return number
    }
}
