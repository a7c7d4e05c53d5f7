import Bytes

/// A pull parser for JSON (RFC 8259): it reads a text value by value and allocates nothing. Use it to read a few members of a large text;
/// use `JSONValue.parse` to read all of it.
///
/// Each call reads one value and the white space before it. The scanner must not outlive the bytes of the text.
public struct JSONScanner {
    /// The number of bytes that have been read.
    public private(set) var offset: Int
    /// The deviations from RFC 8259 that were accepted so far.
    public private(set) var deviations: JSONTolerance = []
    private let bytes: UnsafeBufferPointer<UInt8>
    private let tolerance: JSONTolerance
    private let maximumDepth: Int
    private var depth = 0

    /// The type of a value.
    public enum Kind: Sendable {
        case null, bool, number, string, array, object
    }

    /// - Parameters:
    ///   - bytes: the text in UTF-8.
    ///   - maximumDepth: the greatest number of nested arrays and objects.
    ///   - tolerance: what is accepted beyond RFC 8259.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = 256, tolerating tolerance: JSONTolerance = []) {
        self.bytes = bytes
        self.tolerance = tolerance
        self.maximumDepth = maximumDepth
        let hasMark = tolerance.contains(.byteOrderMark) && bytes.starts(with: [0xEF, 0xBB, 0xBF])
        offset = hasMark ? 3 : 0
        if hasMark { deviations = .byteOrderMark }
    }

    /// The type of the next value, which stays unread.
    /// - Throws: where no value begins here.
    public mutating func kind() throws(JSONError) -> Kind {
        guard let byte = next() else { throw error(.value) }
        switch byte {
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        default: throw error(.value)
        }
    }

    /// Reads an object. Calls `body` with the name of each member; `body` must read or skip its value.
    /// - Throws: where no well-formed object begins here, and what `body` throws.
    public mutating func object(_ body: (inout JSONScanner, JSONString) throws(JSONError) -> Void) throws(JSONError) {
        try open(UInt8(ascii: "{"), or: .object)
        if !close(UInt8(ascii: "}")) {
            repeat {
                guard next() == UInt8(ascii: "\"") else { throw error(.key) }
                let name = try string()
                guard take(UInt8(ascii: ":")) else { throw error(.colon) }
                try body(&self, name)
            } while try separate(UInt8(ascii: "}"), or: .commaOrBrace)
        }
        depth -= 1
    }

    /// Reads an array. Calls `body` before each element, which `body` must read or skip.
    /// - Throws: where no well-formed array begins here, and what `body` throws.
    public mutating func array(_ body: (inout JSONScanner) throws(JSONError) -> Void) throws(JSONError) {
        try open(UInt8(ascii: "["), or: .array)
        if !close(UInt8(ascii: "]")) {
            repeat { try body(&self) } while try separate(UInt8(ascii: "]"), or: .commaOrBracket)
        }
        depth -= 1
    }

    /// Reads a string, without decoding it.
    /// - Throws: where no string begins here, or it has no end or contains a control character.
    public mutating func string() throws(JSONError) -> JSONString {
        guard take(UInt8(ascii: "\"")) else { throw error(.string) }
        let start = offset
        var hasEscapes = false
        while true {
            offset = JSONBytes.firstStop(in: bytes, from: offset)
            guard offset < bytes.count else { throw error(.quote) }
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                let content = UnsafeBufferPointer(rebasing: bytes[start..<offset])
                offset += 1
                return JSONString(bytes: content, hasEscapes: hasEscapes, offset: start, tolerance: tolerance)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                if tolerance.contains(.escapes), !JSONString.isEscape(bytes, at: offset) { deviations.insert(.escapes) }
                offset = min(offset + 2, bytes.count)
            default:
                guard tolerance.contains(.controlCharacters) else { throw error(.escapedControl) }
                deviations.insert(.controlCharacters)
                offset += 1
            }
        }
    }

    /// Reads a number: `.integer` if it has neither fraction nor exponent and fits into 64 bits, else `.double`, which is infinite for a
    /// number beyond its range.
    /// - Throws: where no number begins here.
    public mutating func number() throws(JSONError) -> JSONValue {
        skipWhiteSpace()
        let start = offset
        let isWhole = try skipNumber()
        let text = UnsafeBufferPointer(rebasing: bytes[start..<offset])
        if isWhole, let integer = Self.integer(text) { return .integer(integer) }
        guard let double = Double(String(decoding: text, as: UTF8.self)) else { throw JSONError(offset: start, expected: .number) }
        return .double(double)
    }

    /// Reads `true` or `false`.
    /// - Throws: where neither begins here.
    public mutating func bool() throws(JSONError) -> Bool {
        skipWhiteSpace()
        if skip("true") { return true }
        if skip("false") { return false }
        throw error(.value)
    }

    /// Reads `null`.
    /// - Throws: where it does not begin here.
    public mutating func null() throws(JSONError) {
        skipWhiteSpace()
        guard skip("null") else { throw error(.value) }
    }

    /// Skips the next value. Escapes and UTF-8 in its strings are not checked.
    /// - Throws: where no well-formed value begins here.
    public mutating func skip() throws(JSONError) {
        switch try kind() {
        case .object: try object { scanner, _ throws(JSONError) in try scanner.skip() }
        case .array: try array { scanner throws(JSONError) in try scanner.skip() }
        case .string: _ = try string()
        case .number: _ = try skipNumber()
        case .bool: _ = try bool()
        case .null: try null()
        }
    }

    /// Checks that only white space is left.
    /// - Throws: where anything else is.
    public mutating func end() throws(JSONError) {
        guard next() == nil else { throw error(.end) }
    }

    // MARK: - Bytes

    private func error(_ expected: JSONError.Expectation) -> JSONError { JSONError(offset: offset, expected: expected) }

    private mutating func open(_ bracket: UInt8, or expected: JSONError.Expectation) throws(JSONError) {
        guard next() == bracket else { throw error(expected) }
        guard depth < maximumDepth else { throw error(.lessDepth) }
        offset += 1
        depth += 1
    }

    /// Reads the end of an object or array that has no members or elements.
    private mutating func close(_ bracket: UInt8) -> Bool {
        skipCommas()
        return take(bracket)
    }

    /// Reads the comma before the next member or element, or the closing bracket.
    /// - Returns: whether another member or element follows.
    private mutating func separate(_ bracket: UInt8, or expected: JSONError.Expectation) throws(JSONError) -> Bool {
        if take(UInt8(ascii: ",")) {
            guard tolerance.contains(.commas) else { return true }
            skipCommas()
            guard take(bracket) else { return true }
            deviations.insert(.commas)
            return false
        }
        if take(bracket) { return false }
        guard tolerance.contains(.commas), mayBegin(bracket) else { throw error(expected) }
        deviations.insert(.commas)
        return true
    }

    /// Whether the next byte can begin a member of an object, or an object, array or string in an array.
    private mutating func mayBegin(_ bracket: UInt8) -> Bool {
        switch next() {
        case UInt8(ascii: "\""): true
        case UInt8(ascii: "{"), UInt8(ascii: "["): bracket == UInt8(ascii: "]")
        default: false
        }
    }

    private mutating func skipCommas() {
        guard tolerance.contains(.commas) else { return }
        while take(UInt8(ascii: ",")) { deviations.insert(.commas) }
    }

    /// The next byte that is not white space, which stays unread; nil at the end.
    private mutating func next() -> UInt8? {
        skipWhiteSpace()
        return offset < bytes.count ? bytes[offset] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next() == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipWhiteSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            case UInt8(ascii: "/"): guard skipComment() else { return }
            default: return
            }
        }
    }

    /// Skips the comment that begins here. One without an end reaches to the end of the text.
    /// - Returns: false where none begins, or none is tolerated.
    private mutating func skipComment() -> Bool {
        guard tolerance.contains(.comments), offset + 1 < bytes.count else { return false }
        switch bytes[offset + 1] {
        case UInt8(ascii: "/"):
            offset = bytes[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        case UInt8(ascii: "*"):
            var place = offset + 2
            while place < bytes.count, bytes[place] != UInt8(ascii: "/") || bytes[place - 1] != UInt8(ascii: "*") || place == offset + 2 {
                place += 1
            }
            offset = min(place + 1, bytes.count)
        default: return false
        }
        deviations.insert(.comments)
        return true
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes.count - offset >= word.count, bytes[offset..<offset + word.count].elementsEqual(word) else { return false }
        offset += word.count
        return true
    }

    /// - Returns: whether the number has neither fraction nor exponent.
    private mutating func skipNumber() throws(JSONError) -> Bool {
        var isWhole = true
        if current == UInt8(ascii: "-") { offset += 1 }
        if current == UInt8(ascii: "0") { offset += 1 } else { try skipDigits() }
        if current == UInt8(ascii: ".") {
            isWhole = false
            offset += 1
            try skipDigits()
        }
        if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            offset += 1
            if let sign = current, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
            try skipDigits()
        }
        return isWhole
    }

    private mutating func skipDigits() throws(JSONError) {
        let start = offset
        while let byte = current, ASCII.isDigit(byte) { offset += 1 }
        guard offset > start else { throw error(.digit) }
    }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private static func integer(_ digits: UnsafeBufferPointer<UInt8>) -> Int64? {
        let isNegative = digits.first == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in digits.dropFirst(isNegative ? 1 : 0) {
            let digit = Int64(byte &- UInt8(ascii: "0"))
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }
}
