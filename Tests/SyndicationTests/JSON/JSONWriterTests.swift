import Testing

@testable import Syndication

@Suite("The JSON writer")
struct JSONWriterTests {
    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("after going back, the text continues as if nothing had been written since")
    func rollBack() {
        let json = written {
            $0.beginArray()
            let first = $0.mark
            $0.integer(1)
            $0.rollBack(to: first)
            $0.integer(2)
            let second = $0.mark
            $0.string("x")
            $0.beginObject()
            $0.rollBack(to: second)
            $0.integer(3)
            $0.endArray()
        }
        #expect(json == "[2,3]")
    }

    @Test("commas separate members and elements")
    func commas() {
        let json = written {
            $0.beginObject()
            $0.key("empty")
            $0.beginObject()
            $0.endObject()
            $0.key("list")
            $0.beginArray()
            $0.integer(1)
            $0.beginArray()
            $0.endArray()
            $0.raw(Array("{\"a\":2}".utf8))
            $0.null()
            $0.endArray()
            $0.key(String("née"))
            $0.bool(true)
            $0.rawMembers(Array(",\"b\":3".utf8))
            $0.key("last")
            $0.bool(false)
            $0.endObject()
        }
        #expect(json == #"{"empty":{},"list":[1,[],{"a":2},null],"née":true,"b":3,"last":false}"#)
    }

    @Test(
        "strings are escaped only where it is necessary",
        arguments: [
            ("", #""""#),
            ("plain / text", #""plain / text""#),
            ("quote \" and \\ slash", #""quote \" and \\ slash""#),
            ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
            ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#),
            ("\u{7F}\u{80}\u{9F}\u{85}", #""\u007f\u0080\u009f\u0085""#),
            ("\u{A0}©", "\"\u{A0}©\""),
            ("a\u{2028}b\u{2029}c", #""a\u2028b\u2029c""#),
            ("\u{2027}\u{202A}“dash” – €", "\"\u{2027}\u{202A}“dash” – €\""),
            ("Здравей, свят! 日本語 👩‍👩‍👧", "\"Здравей, свят! 日本語 👩‍👩‍👧\""),
        ])
    func strings(value: String, json: String) {
        #expect(written { $0.string(value) } == json)
    }

    @Test("a character is escaped at every offset within a block of sixteen bytes", arguments: 0..<40)
    func places(place: Int) {
        let before = String(repeating: "a", count: place)
        for (character, escape) in [("\"", "\\\""), ("\n", "\\n"), ("\u{7F}", "\\u007f"), ("\u{85}", "\\u0085"), ("\u{2029}", "\\u2029")] {
            #expect(written { $0.string(before + character + "é–z") } == "\"\(before)\(escape)é–z\"")
        }
    }

    @Test("text of escaped characters only is written completely", arguments: [1, 15, 16, 17, 31, 100, 1000])
    func escapesAlone(count: Int) {
        for (character, escape) in [("\"", "\\\""), ("\u{1}", "\\u0001"), ("\u{2028}", "\\u2028")] {
            #expect(
                written { $0.string(String(repeating: character, count: count)) } == "\"\(String(repeating: escape, count: count))\"")
        }
    }

    @Test(
        "numbers have the shortest digits that are read back as the same number",
        arguments: [
            (0, "0"), (60, "60"), (-1.5, "-1.5"), (0.1, "0.1"), (1e21, "1e+21"), (.leastNonzeroMagnitude, "5e-324"), (-0.0, "-0.0"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
        ])
    func doubles(value: Double, json: String) {
        #expect(written { $0.double(value) } == json)
    }

    @Test("the greatest and the least integer are written")
    func integers() {
        #expect(written { $0.integer(Int64.min) } == "-9223372036854775808")
        #expect(written { $0.integer(Int64.max) } == "9223372036854775807")
        #expect(written { $0.integer(UInt64.max) } == "18446744073709551615")
        #expect(written { $0.integer(0) } == "0")
    }

    @Test(
        "what is written can be parsed again",
        arguments: ["", "\u{0}\u{7F}\u{85}\u{2028}", "Ж\"\\/\n", "👩‍👩‍👧 — “x”", String(repeating: "ё\n", count: 99)])
    func roundTrip(value: String) throws {
        var writer = JSONWriter()
        writer.string(value)
        #expect(try JSONValue.parse(writer.bytes) == .string(value))
    }
}
