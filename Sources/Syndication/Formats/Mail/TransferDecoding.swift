import Bytes

/// The content transfer encodings of MIME (RFC 2045, 6). Broken input is decoded as far as it makes sense.
enum TransferDecoding {
    /// - Parameter encoding: the value of `Content-Transfer-Encoding`; nil or an unknown one leaves the bytes as they are.
    static func decode(_ bytes: ArraySlice<UInt8>, encoding: String?) -> [UInt8] {
        switch encoding?.lowercased().trimmingSpace() {
        case "base64": base64(bytes)
        case "quoted-printable": quotedPrintable(bytes)
        default: Array(bytes)
        }
    }

    /// Characters outside of the alphabet are skipped (RFC 2045, 6.8), and padding ends nothing: mailers join encoded pieces.
    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        /// Writes the bytes of a group of fewer than four characters.
        func endGroup() {
            if count == 2 { output.append(UInt8(truncatingIfNeeded: bits >> 4)) }
            if count == 3 { output += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)] }
            (bits, count) = (0, 0)
        }
        for byte in bytes {
            if byte == UInt8(ascii: "=") {
                endGroup()
                continue
            }
            // The alphabet for URLs is none of mail.
            guard byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_"), let value = Base64.value(of: byte) else { continue }
            bits = bits << 6 | value
            count += 1
            if count == 4 {
                output += [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits)]
                (bits, count) = (0, 0)
            }
        }
        endGroup()
        return output
    }

    /// A `=` that no two hexadecimal digits and no line end follow stands for itself. White space at the end of a line was added on the way.
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        /// How much of `output` is not white space at the end of the current line.
        var solid = 0
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "="):
                var end = at
                while end < bytes.endIndex, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
                if end == bytes.endIndex || bytes[end] == 0x0A {
                    // A soft line break.
                    at = min(end + 1, bytes.endIndex)
                } else if at + 1 < bytes.endIndex, let high = Hexadecimal.value(of: bytes[at]),
                    let low = Hexadecimal.value(of: bytes[at + 1])
                {
                    output.append(high << 4 | low)
                    at += 2
                } else {
                    output.append(byte)
                }
                solid = output.count
            case 0x0A:
                let isCRLF = output.count > solid && output.last == 0x0D
                output.removeLast(output.count - solid)
                output += isCRLF ? [0x0D, 0x0A] : [0x0A]
                solid = output.count
            case 0x20, 0x09, 0x0D: output.append(byte)
            default:
                output.append(byte)
                solid = output.count
            }
        }
        return output
    }
}
