import Testing

@testable import Configuration

@Suite("Damaged documents")
struct TOMLDamageTests {
    @Test(
        "a document cut off anywhere, or with anything put into it, is read or refused, and stops nothing",
        arguments: TOMLValidTests.documents.map(\.text))
    func damaged(text: String) {
        let bytes = Array(text.utf8)
        let texts = [
            "\"", "'", "[", "]", "{", "}", "=", ".", ",", "#", "\\", "\n", "\r", " ", "u", "0", "-", ":", "T", "\u{7F}", "\u{A0}",
            "1979-05-27 0",
        ]
        let insertions = texts.map { Array($0.utf8) } + [[0], [0xFF], [0xE2, 0x80]]
        for place in 0...bytes.count {
            _ = try? TOMLReader.read(Array(bytes[..<place]))
            for insertion in insertions { _ = try? TOMLReader.read(Array(bytes[..<place]) + insertion + bytes[place...]) }
        }
    }

    @Test("every single byte, and every pair of bytes that mean something, is read or refused")
    func shortest() {
        for byte in UInt8.min...UInt8.max { _ = try? TOMLReader.read([byte]) }
        let meaningful = Array("\"'[]{}=.,#\\\n\r \ta1-+_:eTZxu".utf8) + [0, 0x80, 0xC3, 0xFF]
        for first in meaningful {
            for second in meaningful {
                _ = try? TOMLReader.read([first, second])
                _ = try? TOMLReader.read(Array("a=".utf8) + [first, second])
            }
        }
    }

    @Test(
        "nesting that would exhaust the stack is refused",
        arguments: [
            "a = " + String(repeating: "[", count: 100_000), "a = " + String(repeating: "{a=", count: 100_000),
            String(repeating: "a.", count: 100_000) + "a = 1", "[" + String(repeating: "a.", count: 100_000) + "a]",
            "[a" + String(repeating: ".a", count: 60) + "]\nb = [[[[[[1]]]]]]",
            String(repeating: "a.", count: 40) + "a = {" + String(repeating: "a.", count: 40) + "a = 1}",
        ])
    func tooDeep(text: String) {
        let error = #expect(throws: TOMLError.self) { try TOMLReader.read(Array(text.utf8)) }
        #expect(error?.message == "tables or arrays are nested too deep")
    }

    @Test("nesting within the bound is read", arguments: ["a = " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60)])
    func deep(text: String) throws {
        #expect(rendered(try TOMLReader.read(Array(text.utf8)).root).count == text.utf8.count + 1)
    }
}
