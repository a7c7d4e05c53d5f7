import Testing

@testable import Transfer

@Suite("Header fields of requests")
struct HeaderFieldTests {
    @Test(
        "a field is a line for libcurl, its value byte for byte",
        arguments: [
            ("X-A", "b c", Array("X-A: b c\0".utf8)),
            ("If-None-Match", "\"caf\u{E9}\"", Array("If-None-Match: \"caf".utf8) + [0xE9] + Array("\"\0".utf8)),
            // Not ISO 8859-1, so UTF-8.
            ("X", "\u{431}", Array("X: ".utf8) + [0xD0, 0xB1, 0]),
            ("X-Empty", "", Array("X-Empty;\0".utf8)),
            ("X", "a\tb", Array("X: a\tb\0".utf8)),
        ])
    func line(name: String, value: String, bytes: [UInt8]) {
        #expect(HeaderField(name: name, value: value).line == bytes)
    }

    @Test(
        "a field that would add another one, or end the header, has no line",
        arguments: [
            ("X", "a\r\nX-Injected: 1"), ("X", "a\nb"), ("X", "a\0b"), ("X\r\nY", "a"), ("X: a\nY", "b"), ("X:", "a"), ("X;", ""),
            ("X Y", "a"),
            ("", "a"), ("\u{431}", "a"), ("X", "\u{7F}"),
        ])
    func injection(name: String, value: String) {
        #expect(HeaderField(name: name, value: value).line == nil)
    }
}
