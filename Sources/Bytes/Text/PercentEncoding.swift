/// Bytes as URLs write them: `%` and two hexadecimal digits (RFC 3986, section 2.1). Digits are read in either case and written in upper case.
package enum PercentEncoding {
    // MARK: Decoding

    /// Decodes the percent-encoded byte at `place`; nil where there is no `%` followed by two hexadecimal digits.
    ///
    /// - Parameter place: an index of `bytes`.
    package static func octet(at place: Int, in bytes: [UInt8]) -> UInt8? { octet(at: place, in: bytes[...]) }

    package static func octet(at place: Int, in bytes: ArraySlice<UInt8>) -> UInt8? {
        guard bytes[place] == UInt8(ascii: "%"), bytes.endIndex - place > 2, let high = Hexadecimal.value(of: bytes[place + 1]),
            let low = Hexadecimal.value(of: bytes[place + 2])
        else { return nil }
        return high << 4 | low
    }

    /// Decodes what is encoded. A `%` without two digits behind it stays as it is.
    package static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] { decode(bytes).bytes }

    /// The same, and nil where a `%` has not got two digits behind it.
    package static func strictlyDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        let (decoded, isWellFormed) = decode(bytes)
        return isWellFormed ? decoded : nil
    }

    private static func decode(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], isWellFormed: Bool) {
        guard bytes.contains(UInt8(ascii: "%")) else { return (Array(bytes), true) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var isWellFormed = true
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if let octet = octet(at: at, in: bytes) {
                out.append(octet)
                at += 3
            } else {
                if bytes[at] == UInt8(ascii: "%") { isWellFormed = false }
                out.append(bytes[at])
                at += 1
            }
        }
        return (out, isWellFormed)
    }

    // MARK: Encoding

    /// Appends the encoded form of a byte.
    package static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(Hexadecimal.capitalDigit(byte >> 4))
        bytes.append(Hexadecimal.capitalDigit(byte & 15))
    }

    /// `text` with every byte encoded that `isKept` does not keep.
    package static func encoded(_ text: some StringProtocol, keeping isKept: (UInt8) -> Bool) -> String {
        if text.utf8.allSatisfy(isKept) { return String(text) }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isKept(byte) { bytes.append(byte) } else { append(byte, to: &bytes) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// RFC 3986, section 6.2.2: encoded unreserved characters are decoded, the digits of the others put in upper case.
    package static func normalized(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "%")) else { return bytes }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            guard let byte = octet(at: at, in: bytes) else {
                out.append(bytes[at])
                at += 1
                continue
            }
            if isUnreserved(byte) { out.append(byte) } else { append(byte, to: &out) }
            at += 3
        }
        return out
    }

    /// RFC 3986, section 2.3: letters, digits and `-._~`, which never need to be encoded.
    package static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: ASCII.isAlphanumeric(byte)
        }
    }
}
