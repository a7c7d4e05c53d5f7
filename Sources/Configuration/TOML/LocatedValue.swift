/// A value of a TOML document.
package enum LocatedValue {
    case string(String)
    case integer(Int64)
    /// A number with a fraction, or none that an integer could hold.
    case fraction(Double)
    case boolean(Bool)
    /// A date or a time: nothing in the configuration is one, so their values are not read.
    case other(kind: String)
    case array([Element])
    case table(LocatedTable)

    /// A value of an array.
    package struct Element {
        package var value: LocatedValue
        /// Where it begins.
        package var line: Int
    }

    /// With its article, for messages: "an integer".
    package var kind: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .fraction: "a number with a fraction"
        case .boolean: "a boolean"
        case .other(let kind): kind
        case .array: "an array"
        case .table: "a table"
        }
    }
}
