/// A JSON text as a tree (RFC 8259).
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Reads a whole text. Lone surrogates in strings become U+FFFD; whatever else is not RFC 8259 is an error, but for what `tolerance` allows.
    /// - Parameter maximumDepth: how many arrays and objects may be open at once.
    public static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = 256, tolerating tolerance: JSONTolerance = []
    ) throws(JSONError) -> JSONValue {
        var scanner = JSONScanner(bytes, maximumDepth: maximumDepth, tolerating: tolerance)
        let value = try JSONValue(&scanner)
        try scanner.end()
        return value
    }

    /// Reads a whole text.
    public static func parse(
        _ bytes: [UInt8], maximumDepth: Int = 256, tolerating tolerance: JSONTolerance = []
    ) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
            try parse(bytes, maximumDepth: maximumDepth, tolerating: tolerance)
        }
    }

    /// Reads the next value of a text.
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
    /// The member of that name, where this is an object that has it.
    public subscript(_ key: String) -> JSONValue? { object?[key] }

    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    public var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    public var integer: Int64? {
        switch self {
        case .integer(let integer): integer
        case .double(let double): Int64(exactly: double)
        default: nil
        }
    }

    public var double: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .double(let double): double
        default: nil
        }
    }
}
