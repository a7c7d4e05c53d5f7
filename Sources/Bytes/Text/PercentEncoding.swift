/// Bytes as URLs write them: `%` and two hexadecimal digits (RFC 3986, 2.1).
public enum PercentEncoding {
    /// RFC 3986, 6.2.2: percent-encoded letters, digits and `-._~` are decoded, the others' digits put in upper case.
    public static func normalized(_ text: String) -> [UInt8] {
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

    /// The byte that `%` and two digits at a place stand for; nil where none stand there.
    package static func octet(at place: Int, in bytes: [UInt8]) -> UInt8? {
        guard bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count, let high = value(bytes[place + 1]),
            let low = value(bytes[place + 2])
        else { return nil }
        return high << 4 | low
    }

    /// Appends the encoded form of a byte.
    public static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
    }

    /// RFC 3986, 2.3: what never needs to be encoded.
    public static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
