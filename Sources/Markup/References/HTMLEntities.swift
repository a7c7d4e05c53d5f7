import Bytes

/// Decodes HTML's character references (HTML standard, 13.2.5.72 to 13.2.5.80): named ones through an open-addressing hash table over
/// ``HTMLEntityTable``, numeric ones with the standard's replacements.
struct HTMLEntities: Sendable {
    static let shared = HTMLEntities()

    /// How a named reference without a semicolon is read.
    enum Place {
        /// In text: `&copy2020` is `©2020`.
        case text
        /// In attribute values, and in text that may be plain: `&copy=` and `&copy2020` are left as they are.
        case strict
    }

    private static let slots = 8192
    /// The length in bytes of the longest name that is recognized without a semicolon.
    private static let longestLegacy = 6
    /// The length in bytes of the longest name.
    private static let longest = 32

    /// A slot of the hash table: the place of a name in the source, and what follows it.
    private struct Entry {
        var name = UInt16(0)
        /// 0 in an empty slot.
        var length = UInt8(0)
        var valueLength = UInt8(0)
        /// The name is recognized without a semicolon too.
        var isLegacy = false
    }

    private let table: [Entry]

    private init() {
        var table = [Entry](repeating: Entry(), count: Self.slots)
        let source = HTMLEntityTable.source
        let bytes = UnsafeBufferPointer(start: source.utf8Start, count: source.utf8CodeUnitCount)
        var position = 0
        while position < bytes.count {
            var entry = Entry()
            if bytes[position] == UInt8(ascii: "!") {
                entry.isLegacy = true
                position += 1
            }
            let name = position
            while bytes[position] != UInt8(ascii: "=") { position += 1 }
            let value = position + 1
            position = value + 1
            while position < bytes.count, bytes[position] != UInt8(ascii: " ") { position += 1 }
            entry.name = UInt16(name)
            entry.length = UInt8(value - 1 - name)
            entry.valueLength = UInt8(position - value)
            var slot = Self.hash(UnsafeBufferPointer(rebasing: bytes[name..<(value - 1)]))
            while table[slot].length != 0 { slot = (slot + 1) & (Self.slots - 1) }
            table[slot] = entry
            position += 1
        }
        self.table = table
    }

    /// Decodes the reference whose `&` is the first byte of `bytes` and appends its text to `output`.
    /// - Returns: The length of the reference in bytes; 0 where the `&` begins no reference, and nothing was appended.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Place, into output: inout ByteBuffer) -> Int {
        guard bytes.count >= 3, let base = bytes.baseAddress else { return 0 }
        if let (character, length) = EscapedMarkup.character(base, bytes.count) {
            output.append(character)
            return length
        }
        if bytes[1] == UInt8(ascii: "#") { return decodeNumber(bytes, into: &output) }
        var length = 0
        while length < Self.longest, 1 + length < bytes.count, Self.isAlphanumeric(bytes[1 + length]) { length += 1 }
        if length < 2 { return 0 }
        let name = UnsafeBufferPointer(rebasing: bytes[1..<(1 + length)])
        if 1 + length < bytes.count, bytes[1 + length] == UInt8(ascii: ";"), let entry = find(name) {
            write(entry, into: &output)
            return length + 2
        }
        var prefix = min(length, Self.longestLegacy)
        while prefix >= 2 {
            let candidate = UnsafeBufferPointer(rebasing: name[..<prefix])
            if let entry = find(candidate), entry.isLegacy {
                if place == .strict, 1 + prefix < bytes.count {
                    let next = bytes[1 + prefix]
                    if next == UInt8(ascii: "=") || Self.isAlphanumeric(next) { return 0 }
                }
                write(entry, into: &output)
                return 1 + prefix
            }
            prefix -= 1
        }
        return 0
    }

    private func decodeNumber(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout ByteBuffer) -> Int {
        var position = 2
        var value: UInt32 = 0
        let isHexadecimal = bytes[2] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { position = 3 }
        let first = position
        while position < bytes.count {
            let byte = bytes[position]
            var digit: UInt32
            if byte &- 0x30 < 10 {
                digit = UInt32(byte &- 0x30)
            } else if isHexadecimal, (byte | 0x20) &- 0x61 < 6 {
                digit = UInt32((byte | 0x20) &- 0x61 &+ 10)
            } else {
                break
            }
            digit = value &* (isHexadecimal ? 16 : 10) &+ digit
            value = min(digit, 0x110000)
            position += 1
        }
        if position == first { return 0 }
        if position < bytes.count, bytes[position] == UInt8(ascii: ";") { position += 1 }
        if let scalar = Self.scalar(value) { output.append(scalar: scalar) }
        return position
    }

    /// The code point of a numeric character reference; nil for a character that is removed.
    ///
    /// C1 controls are read as Windows-1252, as in the HTML standard. White space becomes a space, surrogates and values above U+10FFFF
    /// become U+FFFD, other controls and noncharacters are removed.
    private static func scalar(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x09, 0x0A, 0x0C, 0x0D: value == 0x0A || value == 0x09 ? value : 0x20
        case 0, 0xD800...0xDFFF, 0x110000...: 0xFFFD
        case ..<0x20, 0x7F: nil
        case 0x80...0x9F: control(UInt8(value))
        case 0xFDD0...0xFDEF: nil
        default: value & 0xFFFE == 0xFFFE ? nil : value
        }
    }

    /// The code point that a C1 control, U+0080 to U+009F, stands for in HTML: the character of Windows-1252, or a space where it has none.
    static func control(_ value: UInt8) -> UInt32 {
        let scalar = Windows1252.scalar(value).value
        return scalar < 0xA0 ? 0x20 : scalar
    }

    private func find(_ name: UnsafeBufferPointer<UInt8>) -> Entry? {
        let source = HTMLEntityTable.source.utf8Start
        var slot = Self.hash(name)
        while true {
            let entry = table[slot]
            if entry.length == 0 { return nil }
            if Int(entry.length) == name.count {
                let start = source + Int(entry.name)
                var index = 0
                while index < name.count, start[index] == name[index] { index += 1 }
                if index == name.count { return entry }
            }
            slot = (slot + 1) & (Self.slots - 1)
        }
    }

    private func write(_ entry: Entry, into output: inout ByteBuffer) {
        output.append(HTMLEntityTable.source.utf8Start + Int(entry.name) + Int(entry.length) + 1, Int(entry.valueLength))
    }

    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash &>> 29) & UInt64(slots - 1))
    }

    @inline(__always)
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
