import Testing

@testable import Syndication

@Suite("JSON values")
struct JSONValueTests {
    private func parse(_ text: String, tolerating tolerance: JSONTolerance = []) throws(JSONError) -> JSONValue {
        try JSONValue.parse(Array(text.utf8), tolerating: tolerance)
    }

    @Test(
        "values of all types are parsed",
        arguments: [
            ("null", JSONValue.null), ("true", .bool(true)), (" \t\r\nfalse ", .bool(false)),
            ("0", .integer(0)), ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .double(9223372036854775808)),
            ("1.5", .double(1.5)), ("-1E+2", .double(-100)), ("1e400", .double(.infinity)),
            (#""""#, .string("")), (#""a\"\\\/\b\f\n\r\té""#, .string("a\"\\/\u{8}\u{C}\n\r\té")),
            (#""\u00e9\u20AC\ud83d\ude00""#, .string("é€😀")),
            (#""\ud83d""#, .string("\u{FFFD}")), (#""\ude00x""#, .string("\u{FFFD}x")), (#""\ud83d\u0041""#, .string("\u{FFFD}A")),
            (#""\ud83d\ud83d\ude00""#, .string("\u{FFFD}😀")),
            ("[]", .array([])), ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])),
            ("{ }", .object(JSONObject())),
        ])
    func values(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test("members keep their order, and the last of several with one name wins")
    func members() throws {
        let value = try parse(#"{"b":1,"a":2,"b":3}"#)
        #expect(value.object?.members.map(\.key) == ["b", "a", "b"])
        #expect(value["b"] == .integer(3))
        #expect(value["c"] == nil)
    }

    @Test(
        "malformed JSON is rejected with the offset of the error",
        arguments: [
            ("", 0, JSONError.Expectation.value), ("  ", 2, .value), ("nul", 0, .value), ("[1,]", 3, .value),
            ("[1 2]", 3, .commaOrBracket),
            ("[", 1, .value), ("{", 1, .key), (#"{"a"}"#, 4, .colon),
            (#"{"a":1,}"#, 7, .key), (#"{"a":1"#, 6, .commaOrBrace), ("{a:1}", 1, .key),
            ("01", 1, .end), ("-", 1, .digit), ("1.", 2, .digit), ("1e", 2, .digit), (".5", 0, .value),
            ("+1", 0, .value), ("NaN", 0, .value),
            (#""a"#, 2, .quote), (#""\"#, 2, .quote), (#""\x""#, 1, .escape), (#""\u12g4""#, 1, .escape), (#""ab\u12""#, 3, .escape),
            ("\"a\nb\"", 2, .escapedControl), ("\"\u{0}\"", 1, .escapedControl),
            ("1 1", 2, .end), ("\u{FEFF}1", 0, .value), ("'a'", 0, .value),
        ])
    func errors(text: String, offset: Int, expected: JSONError.Expectation) {
        #expect(throws: JSONError(offset: offset, expected: expected)) { try parse(text) }
    }

    @Test("malformed UTF-8 is rejected, or repaired if that is tolerated")
    func utf8() throws {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0x5C, 0x6E, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(throws: JSONError(offset: 1, expected: .utf8)) { try JSONValue.parse(bytes) }
            #expect(try JSONValue.parse(bytes, tolerating: .malformedUTF8).string?.contains("\u{FFFD}") == true)
        }
    }

    @Test("a byte order mark and raw control characters are accepted if they are tolerated")
    func tolerance() throws {
        #expect(try parse("\u{FEFF}\"a\n\u{1}\\n\"", tolerating: .feeds) == .string("a\n\u{1}\n"))
        #expect(throws: JSONError.self) { try parse("\u{FEFF}\"\n\"", tolerating: .byteOrderMark) }
    }

    @Test(
        "small mistakes are accepted if they are tolerated, and reported",
        arguments: [
            ("[1,]", "[1]", JSONTolerance.commas), (#"{"a":1,}"#, #"{"a":1}"#, .commas), ("[,1,,2]", "[1,2]", .commas),
            (#"[{"a":1} {"a":2}]"#, #"[{"a":1},{"a":2}]"#, .commas), (#"{"a":1 "b":2}"#, #"{"a":1,"b":2}"#, .commas),
            ("[1, // one\n2]", "[1,2]", .comments), ("/* all */ [/**/1/*,2*/]", "[1]", .comments), ("[1] // end", "[1]", .comments),
            (#"["it\'s"]"#, #"["it's"]"#, .escapes), (#"["\x\u12"]"#, #"["xu12"]"#, .escapes), (#"["\é\\"]"#, #"["é\\"]"#, .escapes),
            ("[\"a\tb\nc\"]", #"["a\tb\nc"]"#, .controlCharacters), ("\u{FEFF}[1]", "[1]", .byteOrderMark),
        ])
    func repairs(_ text: String, _ meant: String, _ deviation: JSONTolerance) throws {
        #expect(throws: JSONError.self) { try parse(text) }
        var bytes = Array(text.utf8)
        try bytes.withUnsafeMutableBufferPointer { bytes in
            var scanner = JSONScanner(UnsafeBufferPointer(bytes), tolerating: .feeds)
            let value = try JSONValue(&scanner)
            try scanner.end()
            #expect(value == (try parse(meant)))
            #expect(scanner.deviations == deviation)
        }
        #expect(try parse(meant, tolerating: .feeds) == (try parse(meant)))
    }

    @Test(
        "what is no small mistake is an error also where mistakes are tolerated",
        arguments: ["{a:1}", "[1 2]", "['a']", "[1", "{\"a\" 1}", "/"])
    func intolerable(_ text: String) {
        #expect(throws: JSONError.self) { try parse(text, tolerating: .feeds) }
    }

    @Test("the depth of nesting is limited")
    func depth() throws {
        func nested(_ levels: Int) -> [UInt8] {
            Array(repeating: UInt8(ascii: "["), count: levels) + Array(repeating: UInt8(ascii: "]"), count: levels)
        }
        #expect(throws: Never.self) { try JSONValue.parse(nested(256)) }
        #expect(throws: JSONError(offset: 256, expected: .lessDepth)) { try JSONValue.parse(nested(257)) }
        #expect(throws: JSONError(offset: 2, expected: .lessDepth)) { try JSONValue.parse(nested(3), maximumDepth: 2) }
    }

    @Test("truncated and damaged texts give an error at most")
    func damage() {
        let text = Array(#"{"a":[1,-2.5e3,true,null,"é\n\ud83d\ude00\"x"],"b":{"c":"d"}}"#.utf8)
        for end in text.indices { #expect(throws: JSONError.self) { try JSONValue.parse(Array(text[..<end])) } }
        for place in text.indices {
            for byte: UInt8 in [0, 0x22, 0x5C, 0x7B, 0x80, 0xFF] {
                var damaged = text
                damaged[place] = byte
                _ = try? JSONValue.parse(damaged)
                _ = try? JSONValue.parse(damaged, tolerating: .feeds)
            }
        }
    }
}
