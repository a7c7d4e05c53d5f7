/// A JSON value as a tree (RFC 8259).
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Parses a whole text. Lone surrogates in strings become U+FFFD.
    /// - Parameters:
    ///   - bytes: the text in UTF-8.
    ///   - maximumDepth: the greatest number of nested arrays and objects.
    ///   - tolerance: what is accepted beyond RFC 8259.
    /// - Throws: where the text is not well-formed, or anything follows the value.
    public static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = 256, tolerating tolerance: JSONTolerance = []
    ) throws(JSONError) -> JSONValue {
        var scanner = JSONScanner(bytes, maximumDepth: maximumDepth, tolerating: tolerance)
        let value = try JSONValue(&scanner)
        try scanner.end()
        return value
    }

    /// Parses a whole text.
    /// - Parameters:
    ///   - bytes: the text in UTF-8.
    ///   - maximumDepth: the greatest number of nested arrays and objects.
    ///   - tolerance: what is accepted beyond RFC 8259.
    /// - Throws: where the text is not well-formed, or anything follows the value.
    public static func parse(
        _ bytes: [UInt8], maximumDepth: Int = 256, tolerating tolerance: JSONTolerance = []
    ) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
            try parse(bytes, maximumDepth: maximumDepth, tolerating: tolerance)
        }
    }

    /// Reads the next value of a text.
    /// - Throws: where no well-formed value begins here.
    public init(_ scanner: inout JSONScanner) throws(JSONError) {
        switch try scanner.kind() {
        case .null:
            try scanner.null()
            self = .null
        case .bool: self = .bool(try scanner.bool())
        case .number: self = try scanner.number()
        case .string: self = .string(try scanner.string().decoded())
        case .array:
            var elements: [JSONValue] = []
            try scanner.array { scanner throws(JSONError) in elements.append(try JSONValue(&scanner)) }
            self = .array(elements)
        case .object:
            var object = JSONObject()
            try scanner.object { scanner, name throws(JSONError) in
                object.members.append(JSONObject.Member(key: try name.decoded(), value: try JSONValue(&scanner)))
            }
            self = .object(object)
        }
    }
}

extension JSONValue {
    /// The value of the last member of this name; nil where there is none, and for a value that is no object.
    public subscript(_ key: String) -> JSONValue? { object?[key] }

    /// The object; nil for a value of another type.
    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The elements; nil for a value of another type.
    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The string; nil for a value of another type.
    public var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    /// The truth value; nil for a value of another type.
    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The number, if it is an integer that fits; nil for every other value.
    public var integer: Int64? {
        switch self {
        case .integer(let integer): integer
        case .double(let double): Int64(exactly: double)
        default: nil
        }
    }

    /// The number; nil for a value of another type.
    public var double: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .double(let double): double
        default: nil
        }
    }
}
