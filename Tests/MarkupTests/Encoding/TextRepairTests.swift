import Testing

@testable import Markup

@Suite("Repair of text")
struct TextRepairTests {
    @Test("control characters, U+FFFE and U+FFFF are found and removed at every offset within a block", arguments: 0..<40)
    func controls(place: Int) {
        let lines = Array("a line\nand\tanother\r\nwith \u{FB00} and \u{FFFD}, then a third and the last".utf8)
        #expect(!TextRepair.hasControls(lines))
        for control: [UInt8] in [[0x00], [0x01], [0x0B], [0x0C], [0x1F], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF]] {
            let before = [UInt8](repeating: UInt8(ascii: "a"), count: place)
            for after in [[], lines] {
                var bytes = before + control + after
                #expect(TextRepair.hasControls(bytes))
                TextRepair.removeControls(&bytes)
                #expect(bytes == before + after)
            }
        }
    }
}
