import Bytes

/// A string of a JSON text, as a slice of the text between the quotes. It must not outlive the bytes of the text.
public struct JSONString {
    let bytes: UnsafeBufferPointer<UInt8>
    let hasEscapes: Bool
    /// The offset of the first byte after the opening quote in the text.
    let offset: Int
    let tolerance: JSONTolerance

    /// Whether the decoded string equals `name`, which must contain no character that JSON escapes.
    public static func == (string: JSONString, name: StaticString) -> Bool {
        if string.hasEscapes { return (try? string.decoded()) == name.description }
        return string.bytes.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    public static func ~= (name: StaticString, string: JSONString) -> Bool { string == name }

    /// The string with its escapes decoded. A lone surrogate becomes U+FFFD.
    /// - Throws: when an escape or the UTF-8 is malformed.
    public func decoded() throws(JSONError) -> String {
        guard hasEscapes else { return try Self.string(bytes, of: self) }
        return try Self.string(unescaped(), of: self)
    }

    private static func string(_ utf8: some Collection<UInt8>, of source: JSONString) throws(JSONError) -> String {
        if source.tolerance.contains(.malformedUTF8) { return String(decoding: utf8, as: UTF8.self) }
        guard let string = String(validating: utf8, as: UTF8.self) else { throw JSONError(offset: source.offset, expected: .utf8) }
        return string
    }

    private func unescaped() throws(JSONError) -> [UInt8] {
        var result: [UInt8] = []
        // Every escape is longer than the UTF-8 of its character.
        result.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            var end = JSONBytes.firstStop(in: bytes, from: place)
            while end < bytes.count, bytes[end] != UInt8(ascii: "\\") { end = JSONBytes.firstStop(in: bytes, from: end + 1) }
            result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[place..<end]))
            guard end < bytes.count else { break }
            if tolerance.contains(.escapes), !Self.isEscape(bytes, at: end) {
                place = end + 1
                continue
            }
            let (scalar, length) = try escape(at: end)
            if scalar.isASCII {
                result.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                result.append(contentsOf: String(scalar).utf8)
            }
            place = end + length
        }
        return result
    }

    /// Whether the backslash at `place` begins an escape of RFC 8259.
    static func isEscape(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard place + 1 < bytes.count else { return false }
        switch bytes[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return true
        case UInt8(ascii: "u"):
            return place + 6 <= bytes.count && bytes[place + 2..<place + 6].allSatisfy { Hexadecimal.value(of: $0) != nil }
        default: return false
        }
    }

    /// The character of the escape at `place`, and the length of the escape in bytes.
    private func escape(at place: Int) throws(JSONError) -> (Unicode.Scalar, length: Int) {
        guard place + 1 < bytes.count else { throw malformed(at: place) }
        switch bytes[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return (Unicode.Scalar(bytes[place + 1]), 2)
        case UInt8(ascii: "b"): return ("\u{8}", 2)
        case UInt8(ascii: "f"): return ("\u{C}", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "u"): break
        default: throw malformed(at: place)
        }
        guard let unit = codeUnit(at: place) else { throw malformed(at: place) }
        if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
        if UTF16.isLeadSurrogate(unit), let second = codeUnit(at: place + 6), UTF16.isTrailSurrogate(second) {
            let value = 0x10000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(second) & 0x3FF
            return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
        }
        return ("\u{FFFD}", 6)
    }

    /// The UTF-16 code unit of the `\uXXXX` at `place`; nil where there is none.
    private func codeUnit(at place: Int) -> UInt16? {
        guard place + 6 <= bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[place + 2..<place + 6] {
            guard let digit = Hexadecimal.value(of: byte) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private func malformed(at place: Int) -> JSONError { JSONError(offset: offset + place, expected: .escape) }
}
