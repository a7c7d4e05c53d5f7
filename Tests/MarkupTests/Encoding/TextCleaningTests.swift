import Testing

@testable import Markup

@Suite("Bytes that no text has")
struct TextCleaningTests {
    @Test("a control character, U+FFFE and U+FFFF are found and removed wherever they stand", arguments: 0..<40)
    func controls(place: Int) {
        let lines = Array("a line\nand\tanother\r\nwith \u{FB00} and \u{FFFD}, then a third and the last".utf8)
        #expect(!TextCleaning.hasControls(lines))
        for control: [UInt8] in [[0x00], [0x01], [0x0B], [0x0C], [0x1F], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF]] {
            let before = [UInt8](repeating: UInt8(ascii: "a"), count: place)
            for after in [[], lines] {
                var bytes = before + control + after
                #expect(TextCleaning.hasControls(bytes))
                TextCleaning.removeControls(&bytes)
                #expect(bytes == before + after)
            }
        }
    }

    @Test("a byte that is not UTF-8 is found wherever it stands", arguments: 0..<40)
    func evidence(place: Int) {
        let before = [UInt8](repeating: UInt8(ascii: "a"), count: place)
        let plain = UTF8Evidence(before)
        #expect(plain.isASCII && plain.isValid)
        let valid = UTF8Evidence(before + Array("é€ 😀".utf8) + before)
        #expect(!valid.isASCII && valid.isValid && valid.sequences == 3 && valid.longSequences == 2 && valid.highBytes == 9)
        let invalid = UTF8Evidence(before + [0xE9, 0x20] + before)
        #expect(!invalid.isASCII && !invalid.isValid && invalid.strayBytes == 1)
    }
}
