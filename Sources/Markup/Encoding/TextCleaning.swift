/// Bytes that no text has, taken out.
enum TextCleaning {
    /// Whether there is a control character that XML does not allow, U+FFFE or U+FFFF.
    static func hasControls(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { raw in
            func word(_ at: Int) -> UInt64 { UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) }
            // Bytes below 0x20, and the lead byte that U+FFFE has.
            func suspects(in word: UInt64) -> UInt64 { ByteWord.findControls(in: word) | ByteWord.find(0xef, in: word) }
            var at = 0
            while at &+ 8 <= raw.count {
                if at &+ 32 <= raw.count,
                    suspects(in: word(at)) | suspects(in: word(at &+ 8)) | suspects(in: word(at &+ 16)) | suspects(in: word(at &+ 24)) == 0
                {
                    at &+= 32
                    continue
                }
                let word = word(at)
                var suspects = suspects(in: word)
                if suspects != 0 {
                    // Line breaks and tabs are the rule.
                    suspects &= ~(zeroBytes(word ^ 0x0a0a_0a0a_0a0a_0a0a) | zeroBytes(word ^ 0x0909_0909_0909_0909))
                    suspects &= ~zeroBytes(word ^ 0x0d0d_0d0d_0d0d_0d0d)
                    if suspects != 0 {
                        for offset in at..<at + 8 where isControl(raw, offset) { return true }
                    }
                }
                at &+= 8
            }
            while at < raw.count {
                if isControl(raw, at) { return true }
                at &+= 1
            }
            return false
        }
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The high bit of each byte that is zero, exactly.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        ~(((word & ~highBits) &+ ~highBits) | word | ~highBits)
    }

    static func removeControls(_ bytes: inout [UInt8]) {
        let cleaned = bytes.withUnsafeBytes { raw in
            var output: [UInt8] = []
            output.reserveCapacity(raw.count)
            var at = 0
            while at < raw.count {
                if !isControl(raw, at) {
                    output.append(raw[at])
                    at += 1
                } else {
                    at += raw[at] < 0x20 ? 1 : 3
                }
            }
            return output
        }
        bytes = cleaned
    }

    @inline(__always)
    private static func isControl(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Bool {
        let byte = bytes[at]
        if byte < 0x20 { return byte != 0x0a && byte != 0x0d && byte != 0x09 }
        return byte == 0xef && at + 2 < bytes.count && bytes[at + 1] == 0xbf && bytes[at + 2] >= 0xbe
    }

    /// Valid UTF-8: what is not was Windows-1252, as a rule, pasted into it.
    static func mendUTF8(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { raw in
            var output: [UInt8] = []
            output.reserveCapacity(raw.count + raw.count / 16)
            var at = 0
            while at < raw.count {
                let byte = raw[at]
                if byte < 0x80 {
                    output.append(byte)
                    at += 1
                    continue
                }
                let length = UTF8Evidence.sequenceLength(raw, at)
                if length == 0 {
                    output.append(contentsOf: UTF8.encode(XMLCharacterReference.windows1252(byte)) ?? UTF8.encodedReplacementCharacter)
                    at += 1
                } else {
                    output.append(contentsOf: raw[at..<at + length])
                    at += length
                }
            }
            return output
        }
    }
}
