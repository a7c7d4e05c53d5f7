import Testing

@testable import Configuration

@Suite("Documents that are TOML")
struct TOMLValidTests {
    /// Documents, and what they say as `rendered` writes it.
    static let documents: [(text: String, values: String)] = [
        // Documents and comments
        ("", "{}"), ("\n\r\n \t\n", "{}"), ("# only this", "{}"), ("\u{FEFF}a = 1", "{a: 1}"), ("\u{FEFF}# remark\n", "{}"),
        ("a = 1 # b = 2\n# c = 3\nd = 4", "{a: 1, d: 4}"), ("a = 1#x\n", "{a: 1}"), ("# tab\tand ümläut", "{}"),
        ("\t a\t=\t1\t \n", "{a: 1}"), ("a = 1\r\n[b]\r\nc = 2\r\n", "{a: 1, b: {c: 2}}"),
        // Keys
        ("1234 = 1\n-_- = 2", "{-_-: 2, 1234: 1}"), ("'' = 1", "{: 1}"), ("\"\" = 1", "{: 1}"),
        (#""a b" = 1"# + "\n'c.d' = 2", "{a b: 1, c.d: 2}"), (#""A\t" = 1"#, #"{A\t: 1}"#), ("'\"' = 1", #"{\": 1}"#),
        ("a.b.c = 1\na.b.d = 2", "{a: {b: {c: 1, d: 2}}}"), ("a . b\t.'c' = 1", "{a: {b: {c: 1}}}"), ("1.2 = 3", "{1: {2: 3}}"),
        ("a.\"\".b = 1", "{a: {: {b: 1}}}"), ("true = false", "{true: false}"), ("inf = inf", "{inf: inf}"),
        // Strings
        (#"a = """#, #"{a: ""}"#), ("a = ''", #"{a: ""}"#), ("a = \"\"\"\"\"\"", #"{a: ""}"#), ("a = ''''''", #"{a: ""}"#),
        (#"a = "\b\t\n\f\r\"\\\u00e9\U0001F600""#, #"{a: "\u0008\t\n\u000C\u000D\"\\é😀"}"#), (#"a = "\u0000""#, #"{a: "\u0000"}"#),
        ("a = \"tab\tin it\"", #"{a: "tab\tin it"}"#), (#"a = 'C:\new\x'"#, #"{a: "C:\\new\\x"}"#),
        (#"a = "it's # no comment""#, #"{a: "it's # no comment"}"#), ("a = 'новини'", #"{a: "новини"}"#),
        ("a = \"\"\"\none\ntwo\"\"\"", #"{a: "one\ntwo"}"#), ("a = \"\"\"one\r\ntwo\r\n\"\"\"", #"{a: "one\ntwo\n"}"#),
        ("a = \"\"\"\n\n x\"\"\"", #"{a: "\n x"}"#), ("a = \"\"\"x \\\n\n\t  y \\  \r\n z\"\"\"", #"{a: "x y z"}"#),
        ("a = \"\"\"\"quoted\"\"\"\"", #"{a: "\"quoted\""}"#), ("a = \"\"\"\"\"x\"\"\"\"\"", #"{a: "\"\"x\"\""}"#),
        ("a = \"\"\"x\\\"\"\"\"", #"{a: "x\""}"#), ("a = '''\nit's\\\n'''", #"{a: "it's\\\n"}"#), ("a = '''''x'''''", #"{a: "''x''"}"#),
        ("a = \"\"\"x\\\n   \"\"\"", #"{a: "x"}"#),
        // Integers
        ("a = 0", "{a: 0}"), ("a = +0\nb = -0", "{a: 0, b: 0}"), ("a = +99\nb = -17", "{a: 99, b: -17}"),
        ("a = 9223372036854775807\nb = -9223372036854775808", "{a: 9223372036854775807, b: -9223372036854775808}"),
        ("a = 1_000\nb = 1_2_3", "{a: 1000, b: 123}"), ("a = 0xDEADbeef\nb = 0xdead_beef", "{a: 3735928559, b: 3735928559}"),
        ("a = 0o755\nb = 0b1101_0110", "{a: 493, b: 214}"), ("a = 0x00ff\nb = 0o01\nc = 0b00", "{a: 255, b: 1, c: 0}"),
        ("a = 0x7fffffffffffffff", "{a: 9223372036854775807}"),
        // Floats
        ("a = 1.0\nb = -0.01\nc = +3.25", "{a: 1.0, b: -0.01, c: 3.25}"),
        ("a = 5e+22\nb = 1E06\nc = -2e-2", "{a: 5e+22, b: 1000000.0, c: -0.02}"),
        ("a = 6.626e-34\nb = 0e0\nc = 0.0", "{a: 6.626e-34, b: 0.0, c: 0.0}"), ("a = 9_224.5_1e1_0", "{a: 92245100000000.0}"),
        ("a = inf\nb = +inf\nc = -inf", "{a: inf, b: inf, c: -inf}"), ("a = nan\nb = +nan\nc = -nan", "{a: nan, b: nan, c: nan}"),
        ("a = -0.0", "{a: -0.0}"), ("a = 1e400", "{a: inf}"),
        // Booleans
        ("a = true\nb=false", "{a: true, b: false}"),
        // Dates and times
        ("a = 1979-05-27T07:32:00Z\nb = 1979-05-27t07:32:00z", "{a: 1979-05-27T07:32:00Z, b: 1979-05-27T07:32:00Z}"),
        ("a = 1979-05-27 00:32:00.999999-07:00", "{a: 1979-05-27T00:32:00.999999-07:00}"),
        ("a = 1979-05-27T07:32:00\nb = 1979-05-27 07:32:00.5", "{a: 1979-05-27T07:32:00, b: 1979-05-27T07:32:00.5}"),
        ("a = 1979-05-27\nb = 1979-05-28 # c", "{a: 1979-05-27, b: 1979-05-28}"),
        ("a = 07:32:00\nb = 00:00:00.000001", "{a: 07:32:00, b: 00:00:00.000001}"),
        ("a = 2000-02-29\nb = 2024-02-29\nc = 0000-01-01", "{a: 2000-02-29, b: 2024-02-29, c: 0000-01-01}"),
        ("a = 1990-12-31T23:59:60Z", "{a: 1990-12-31T23:59:60Z}"), ("a = 12:00:00.1234567891234", "{a: 12:00:00.123456789}"),
        ("a = 1979-05-27T07:32:00+00:00\nb = 1979-05-27T07:32:00-23:59", "{a: 1979-05-27T07:32:00Z, b: 1979-05-27T07:32:00-23:59}"),
        // Arrays
        ("a = []", "{a: []}"), ("a = [ 1, 2, 3, ]", "{a: [1, 2, 3]}"),
        ("a = [1,'x',[true,[]],{b=2}]", #"{a: [1, "x", [true, []], {b: 2}]}"#),
        ("a = [ # one\n  1 # two\n  , # three\n\n 2 # four\n ] # five", "{a: [1, 2]}"),
        ("a = [1979-05-27, 07:32:00]", "{a: [1979-05-27, 07:32:00]}"),
        ("a = [ [ 'x', \"]\" ], ['''\n]'''] ]", #"{a: [["x", "]"], ["]"]]}"#),
        // Inline tables
        ("a = {}", "{a: {}}"), ("a = { b = 1, c.d = 'x', c.e = [ 1,\n 2 ] }", #"{a: {b: 1, c: {d: "x", e: [1, 2]}}}"#),
        ("a = {b={c={d=1}}}", "{a: {b: {c: {d: 1}}}}"), ("a = [{b = 1}, {b = 2}]", "{a: [{b: 1}, {b: 2}]}"),
        ("a.b = {c = 1}\na.d = 2", "{a: {b: {c: 1}, d: 2}}"),
        // Tables
        ("[a]\n[b.c]\nd = 1", "{a: {}, b: {c: {d: 1}}}"), ("[ a . 'b c' ]\nd = 1", "{a: {b c: {d: 1}}}"),
        ("[a.b.c]\nx = 1\n[a]\ny = 2\n[a.b]\nz = 3", "{a: {b: {c: {x: 1}, z: 3}, y: 2}}"),
        ("[a]\nb.c = 1\n[a.b.d]\ne = 2", "{a: {b: {c: 1, d: {e: 2}}}}"), ("a.b = 1\n[a.c]\nd = 2", "{a: {b: 1, c: {d: 2}}}"),
        ("[a.b.c]\nx = 1\n[a]\nb.d = 2", "{a: {b: {c: {x: 1}, d: 2}}}"),
        // Arrays of tables
        ("[[a]]\n[[a]]\nb = 1", "{a: [{}, {b: 1}]}"),
        ("[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\n[a.b]\ny = 3", "{a: [{b: {y: 2}, x: 1}, {b: {y: 3}}]}"),
        ("[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]", "{a: [{b: [{x: 1}, {x: 2}]}, {b: [{}]}]}"),
        ("[a]\n[[a.b]]\n[a.b.c]\nd = 1", "{a: {b: [{c: {d: 1}}]}}"),
        ("[[a.b]]\n[a]\nc = 1", "{a: {b: [{}], c: 1}}"),
    ]

    @Test("has these values", arguments: documents)
    func values(text: String, values: String) throws {
        #expect(rendered(try TOMLReader.read(Array(text.utf8)).root) == values)
    }

    @Test("every document says the same with CRLF", arguments: documents.map(\.text).filter { !$0.utf8.contains(0x0D) })
    func carriageReturns(text: String) throws {
        let crlf = String(text.unicodeScalars.flatMap { $0 == "\n" ? ["\r", "\n"] : [$0] }.map(Character.init))
        #expect(rendered(try TOMLReader.read(Array(crlf.utf8)).root) == rendered(try TOMLReader.read(Array(text.utf8)).root))
    }
}
