import Bytes

/// The host of a web URL: a name in lower-case ASCII, or an address.
package enum WebURLHost {
    /// Nil where it is none.
    package static func ascii(_ written: ArraySlice<UInt8>) -> [UInt8]? {
        if written.first == UInt8(ascii: "[") { return ipv6(written) }
        let decoded = percentDecoded(written)
        var name: [UInt8]
        if decoded.allSatisfy({ $0 < 0x80 }) {
            name = decoded.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        } else {
            guard let international = international(decoded) else { return nil }
            name = international
        }
        if name.isEmpty || name.contains(where: isForbidden) { return nil }
        switch ipv4(name) {
        case .name: return name
        case .address(let address): return Array("\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)".utf8)
        case .invalid: return nil
        }
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        switch byte {
        case ...0x20, 0x7F..., UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "<"),
            UInt8(ascii: ">"),
            UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "^"),
            UInt8(ascii: "|"),
            UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "}"):
            true
        default: false
        }
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var position = bytes.startIndex
        while position < bytes.endIndex {
            if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.endIndex, let high = digit(bytes[position + 1], 16),
                let low = digit(bytes[position + 2], 16)
            {
                result.append(UInt8(truncatingIfNeeded: high << 4 | low))
                position += 3
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return result
    }

    /// Each label lower-cased, and in Punycode where it is not ASCII (a small part of UTS 46).
    private static func international(_ bytes: [UInt8]) -> [UInt8]? {
        let name = String(decoding: bytes, as: UTF8.self).lowercased()
        var result: [UInt8] = []
        var label: [Unicode.Scalar] = []
        func flush() -> Bool {
            if label.allSatisfy(\.isASCII) {
                for scalar in label { result.append(UInt8(truncatingIfNeeded: scalar.value)) }
            } else {
                guard let encoded = Punycode.encode(label) else { return false }
                result.append(contentsOf: "xn--".utf8)
                result.append(contentsOf: encoded)
            }
            label = []
            return true
        }
        for scalar in name.unicodeScalars {
            switch scalar.value {
            // Full stops of other scripts separate labels too.
            case 0x2E, 0x3002, 0xFF0E, 0xFF61:
                guard flush() else { return nil }
                result.append(UInt8(ascii: "."))
            // Soft hyphens, joiners and variation selectors are ignored.
            case 0xAD, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF: continue
            // Full-width letters and digits are their narrow selves.
            case 0xFF01...0xFF5E:
                guard let narrow = Unicode.Scalar(scalar.value - 0xFEE0) else { return nil }
                label.append(narrow)
            case 0xFFFD: return nil
            default: label.append(scalar)
            }
        }
        return flush() ? result : nil
    }

    private enum IPv4 {
        case name, address(UInt32), invalid
    }

    /// `0x7f.1` is 127.0.0.1, as it is for every browser.
    private static func ipv4(_ name: [UInt8]) -> IPv4 {
        var labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        guard let last = labels.last, number(last) != nil || (!last.isEmpty && last.allSatisfy { $0 &- 0x30 < 10 }) else { return .name }
        if labels.count > 4 { return .invalid }
        var numbers: [UInt64] = []
        for label in labels {
            guard let number = number(label) else { return .invalid }
            numbers.append(number)
        }
        let tail = numbers.removeLast()
        if numbers.contains(where: { $0 > 255 }) || tail >= 1 << UInt64(8 * (4 - numbers.count)) { return .invalid }
        var address = UInt32(truncatingIfNeeded: tail)
        for (index, number) in numbers.enumerated() { address |= UInt32(truncatingIfNeeded: number) << UInt32(24 - 8 * index) }
        return .address(address)
    }

    /// Decimal, octal with `0` or hexadecimal with `0x`; nil where it is none or too large to be part of an address.
    private static func number(_ label: ArraySlice<UInt8>) -> UInt64? {
        var digits = label
        var radix: UInt64 = 10
        if label.count >= 2, label.first == UInt8(ascii: "0") {
            if label[label.startIndex + 1] | 0x20 == UInt8(ascii: "x") {
                digits = label.dropFirst(2)
                radix = 16
            } else {
                digits = label.dropFirst()
                radix = 8
            }
        } else if label.isEmpty {
            return nil
        }
        var value: UInt64 = 0
        for byte in digits {
            guard let digit = digit(byte, radix) else { return nil }
            value = value &* radix &+ digit
            if value > UInt64(UInt32.max) { return nil }
        }
        return value
    }

    private static func digit(_ byte: UInt8, _ radix: UInt64) -> UInt64? {
        let value: UInt64
        if byte &- 0x30 < 10 {
            value = UInt64(byte &- 0x30)
        } else if (byte | 0x20) &- 0x61 < 6 {
            value = UInt64((byte | 0x20) &- 0x61 &+ 10)
        } else {
            return nil
        }
        return value < radix ? value : nil
    }

    private static func ipv6(_ written: ArraySlice<UInt8>) -> [UInt8]? {
        guard written.count >= 4, written.last == UInt8(ascii: "]") else { return nil }
        let inner = written.dropFirst().dropLast()
        var colons = 0
        for byte in inner {
            if byte == UInt8(ascii: ":") { colons += 1 }
            guard digit(byte, 16) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") else { return nil }
        }
        return colons >= 2 && colons <= 8 ? written.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } : nil
    }
}
