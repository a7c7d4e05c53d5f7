import Testing

@testable import Bytes

@Suite("ASCII")
struct ASCIITests {
    @Test("classes and digits are those of the standard library, for every byte")
    func classes() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(Unicode.Scalar(byte))
            let isASCII = byte < 0x80
            #expect(ASCII.isLetter(byte) == (isASCII && character.isLetter))
            #expect(ASCII.isCapital(byte) == (isASCII && character.isUppercase))
            #expect(ASCII.isDigit(byte) == (isASCII && character.isWholeNumber))
            #expect(ASCII.isAlphanumeric(byte) == (isASCII && (character.isLetter || character.isWholeNumber)))
            #expect(ASCII.lowercased(byte) == (isASCII ? character.lowercased().utf8.first : byte))
            #expect(Hexadecimal.value(of: byte).map(Int.init) == (isASCII ? character.hexDigitValue : nil))
        }
        for value in UInt8(0)..<16 {
            #expect(Hexadecimal.value(of: Hexadecimal.digit(value)) == value)
            #expect(Hexadecimal.capitalDigit(value) == Array(String(value, radix: 16, uppercase: true).utf8).first)
        }
    }

    @Test(
        "numbers are read from one to sixteen hexadecimal digits and nothing else",
        arguments: [
            ("0", 0), ("00ff", 255), ("FFFFFFFFFFFFFFFF", .max), ("", nil), ("10000000000000000", nil), ("+4", nil), ("-1", nil),
            ("0x1", nil),
            ("g", nil), (" 1", nil),
        ] as [(String, UInt64?)])
    func numbers(_ digits: String, _ value: UInt64?) {
        #expect(UInt64(hexDigits: digits.utf8) == value)
        if let value { #expect(UInt64(hexDigits: value.hexDigits.utf8) == value) }
    }
}
