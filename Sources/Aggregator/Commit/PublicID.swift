import Bytes
import Journal
import Transfer

/// The `id` of an item's records: given with revision 1, never changed after.
enum PublicID {
    /// The publisher's guid where it is an absolute URI, else `urn:feedd:SOURCE:GUID`.
    static func make(guid: String, source: String) -> String {
        isAbsoluteURI(guid) ? guid : "urn:feedd:\(percentEncoded(source)):\(percentEncoded(guid))"
    }

    /// For items whose guid says nothing.
    static func make(key: ItemKey) -> String { "urn:feedd:\(key.hex)" }

    /// `scheme ":" something`, with nothing in it that a URI may not hold (RFC 3986).
    private static func isAbsoluteURI(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count, isLetter(bytes[0]) else {
                return false
            }
            return bytes[..<colon].allSatisfy(mayStandInScheme) && bytes.allSatisfy(mayStandInURI)
        }
    }

    private static func mayStandInScheme(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: isLetter(byte) || isDigit(byte)
        }
    }

    private static func mayStandInURI(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"),
            UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"):
            false
        default: byte > 0x20 && byte < 0x7F
        }
    }

    /// All but RFC 3986's unreserved characters encoded.
    private static func percentEncoded(_ text: String) -> String {
        var out: [UInt8] = []
        for byte in text.utf8 {
            if PercentEncoding.isUnreserved(byte) { out.append(byte) } else { PercentEncoding.append(byte, to: &out) }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
