import Bytes
import CPSL
import Glibc

/// The host of an http, https, ftp or file URL: a name in lower-case ASCII, or an IP address in its one form.
package enum WebURLHost {
    /// Nil where `written` is no host.
    package static func ascii(_ written: ArraySlice<UInt8>) -> [UInt8]? {
        if written.first == UInt8(ascii: "[") { return ipv6(written) }
        let decoded = PercentEncoding.decoded(written)
        var name: [UInt8]
        if decoded.allSatisfy({ $0 < 0x80 }) {
            name = decoded.map(ASCII.lowercased)
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

    /// The standard's forbidden domain code points, and a few more that no host name has.
    private static func isForbidden(_ byte: UInt8) -> Bool { byte <= 0x20 || byte >= 0x7F || forbidden.contains(byte) }

    private static let forbidden = ASCIISet("#%/:<>?@[\\]^|\"`{}")
}

// MARK: - Names outside ASCII

extension WebURLHost {
    /// Each label in lower case and normal form, and in Punycode where it is not ASCII: most of what UTS 46 asks for.
    private static func international(_ bytes: [UInt8]) -> [UInt8]? {
        let name = normalized(String(decoding: bytes, as: UTF8.self))
        var result: [UInt8] = []
        var label: [Unicode.Scalar] = []
        func endLabel() -> Bool {
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
                guard endLabel() else { return nil }
                result.append(UInt8(ascii: "."))
            // Soft hyphens, joiners and variation selectors are ignored.
            case 0xAD, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF: continue
            case 0xFFFD: return nil
            default: label.append(scalar)
            }
        }
        return endLabel() ? result : nil
    }

    /// In lower case and NFKC, so that a letter and its accent are one character, and full-width letters are ordinary ones. By libpsl, which has the
    /// tables of libunistring.
    private static func normalized(_ name: String) -> String {
        var lower: UnsafeMutablePointer<CChar>?
        guard psl_str_to_utf8lower(name, "utf-8", nil, &lower) == PSL_SUCCESS, let lower else { return name.lowercased() }
        defer { free(lower) }
        return String(cString: lower)
    }
}

// MARK: - Addresses

extension WebURLHost {
    private enum IPv4 {
        case name, address(UInt32), invalid
    }

    /// Reads all forms that browsers and resolvers read: one to four numbers, each decimal, octal or hexadecimal. `0x7f.1` is 127.0.0.1.
    private static func ipv4(_ name: [UInt8]) -> IPv4 {
        var labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        guard let last = labels.last, number(last) != nil || (!last.isEmpty && last.allSatisfy(ASCII.isDigit)) else { return .name }
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

    /// Decimal, octal with `0` or hexadecimal with `0x`, and `tooLarge` at most; nil where the label is no number.
    private static func number(_ label: ArraySlice<UInt8>) -> UInt64? {
        let tooLarge: UInt64 = 1 << 32
        var digits = label
        var radix: UInt64 = 10
        if label.isEmpty { return nil }
        if label.count >= 2, label.first == UInt8(ascii: "0") {
            let isHexadecimal = label[label.startIndex + 1] | 0x20 == UInt8(ascii: "x")
            digits = label.dropFirst(isHexadecimal ? 2 : 1)
            radix = isHexadecimal ? 16 : 8
        }
        var value: UInt64 = 0
        for byte in digits {
            guard let digit = Hexadecimal.value(of: byte), digit < radix else { return nil }
            value = min(value * radix + UInt64(digit), tooLarge)
        }
        return value
    }

    /// In the form of RFC 5952, but never with an IPv4 address inside, as the standard has it.
    private static func ipv6(_ written: ArraySlice<UInt8>) -> [UInt8]? {
        guard written.count >= 4, written.last == UInt8(ascii: "]"), !written.contains(0) else { return nil }
        var address = in6_addr()
        guard inet_pton(AF_INET6, String(decoding: written.dropFirst().dropLast(), as: UTF8.self), &address) == 1 else { return nil }
        let pieces = withUnsafeBytes(of: address) { bytes in
            (0..<8).map { UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)) }
        }
        let zeros = longestZeros(pieces)
        let text = { (pieces: ArraySlice<UInt16>) in pieces.map { String($0, radix: 16) }.joined(separator: ":") }
        guard zeros.count > 1 else { return Array("[\(text(pieces[...]))]".utf8) }
        return Array("[\(text(pieces[..<zeros.lowerBound]))::\(text(pieces[zeros.upperBound...]))]".utf8)
    }

    /// The first of the longest runs of zeros.
    private static func longestZeros(_ pieces: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for (index, piece) in pieces.enumerated() {
            if piece != 0 {
                start = index + 1
            } else if index + 1 - start > longest.count {
                longest = start..<index + 1
            }
        }
        return longest
    }
}
