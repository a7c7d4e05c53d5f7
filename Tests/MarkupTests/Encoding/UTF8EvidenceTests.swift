import Testing

@testable import Markup

@Suite("Evidence for UTF-8")
struct UTF8EvidenceTests {
    @Test("characters and stray bytes are counted at every offset within a block", arguments: 0..<40)
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
