import TOMLKit
import Testing

@testable import Configuration

@Suite("TOML with lines")
struct ConfigurationTOMLTests {
    /// `a.b = 3` and the like, as both readers see it.
    private func flattened(_ table: LocatedTable, _ path: String = "") -> [String] {
        table.entries.flatMap { flattened($0.value, path + "/" + $0.key) }
    }

    private func flattened(_ value: LocatedValue, _ path: String) -> [String] {
        switch value {
        case .string(let text): [path + "=" + text]
        case .integer(let number): [path + "=\(number)"]
        case .fraction(let number): [path + "=" + (number.isNaN ? "nan" : "\(number)")]
        case .boolean(let boolean): [path + "=\(boolean)"]
        case .other: [path + "=?"]
        case .array(let elements): [path + "=[]"] + elements.enumerated().flatMap { flattened($1.value, path + "/\($0)") }
        case .table(let table): [path + "={}"] + flattened(table, path)
        }
    }

    private func flattened(_ table: TOMLTable, _ path: String = "") -> [String] {
        table.keys.flatMap { key in table[key].map { flattened($0.tomlValue, path + "/" + key) } ?? [] }
    }

    private func flattened(_ value: TOMLValue, _ path: String) -> [String] {
        switch value.type {
        case .string: [path + "=" + (value.string ?? "")]
        case .int: [path + "=\(value.int ?? 0)"]
        case .double: [path + "=" + (value.double.map { $0.isNaN ? "nan" : "\($0)" } ?? "")]
        case .bool: [path + "=\(value.bool ?? false)"]
        case .array: [path + "=[]"] + (value.array ?? []).enumerated().flatMap { flattened($1.tomlValue, path + "/\($0)") }
        case .table: [path + "={}"] + (value.table.map { flattened($0, path) } ?? [])
        default: [path + "=?"]
        }
    }

    static let documents = [
        "", "\n\n", "# a comment", "a = 1", "a = 1 # b = 2\n# c = 3\nd = 4", "a.b.c = 1\na.b.d = 2\n[e]\nf.g = 1",
        "[a]\nx = 1\n[a.b]\ny = 2\n[c.d.e]\n[c]\nz = 3", "[[a]]\nx = 1\n[[a]]\nx = 2\n[a.b]\ny = 3\n[[a.c]]\nz = 1\n[[a.c]]\nz = 2",
        "[ a . \"b c\" . 'd' ]\n\"\" = 1\n'q\"' = 2\n\"\\u0042\" = 3\n1234 = 4\na-b_c = 5",
        #"a = "x\tb\n\"\\\u00e9\U0001F600""#, #"a = 'C:\x\y'"#, "a = \"\"\"\none\ntwo\"\"\"", "a = \"\"\"a\"b\"\"c\"\"\"\"\"",
        "a = '''\none\\\n'two''three'''", "a = \"\"\"\n  a \\\n\n   b\\t\"\"\"\nb = 1", "a = \"\"\nb = ''\nc = \"\"\"\"\"\"\nd = ''''''",
        "a = [1, 2, [3, 'x]'], { b = 4 }, # ]\n 5\n , ]\nb = []", "a = { b = 1, c.d = 'x', e = { f = [{ g = 1 }] } }\nb = {}",
        "a = 0x1F\nb = 0o17\nc = 0b11\nd = -1_000\ne = +7\nf = 9223372036854775807\ng = -9223372036854775808",
        "a = 1.5\nb = -1e10\nc = inf\nd = -nan\ne = 1979-05-27\nf = 1979-05-27 07:32:00Z\ng = 07:32:00\nh = 1979-05-27T00:32:00.9-07:00",
        "a = true\nb=false\n", "a = \"\"\"\r\nx\r\ny\\\r\n  z\"\"\"\r\nb = '''\r\nq\r\n'''", "a = 1\r\n[b]\r\nc = 'x'\r\n", "\u{FEFF}a = 1",
        "\"ключ\" = 1", "a = [[], [[]], ['''\n]''']]",
        "[a]\n[a.b.c]\nd=1\n[[a.e.f]]\ng=1\n[a.e.f.h]\ni=1\n[[a.e.f]]\ng=2",
    ]

    @Test("what TOMLKit takes is read as TOMLKit reads it", arguments: documents)
    func sameAsTOMLKit(text: String) throws {
        let theirs = try TOMLTable(string: text)
        let ours = try LocatedReader.read(Array(text.utf8))
        // TOMLKit sorts its keys.
        #expect(flattened(ours).sorted() == flattened(theirs).sorted())
    }

    @Test("a document cut off anywhere, or with anything put into it, is read or refused, and stops nothing", arguments: documents)
    func damaged(text: String) throws {
        let bytes = Array(text.utf8)
        let inserted =
            "\"'[]{}=.,#\\\n\r u0-:T\u{7F}\u{A0}\u{B}".unicodeScalars.map { Array(String($0).utf8) } + [[0xFF], Array("1979-05-27 0".utf8)]
        for place in 0...bytes.count {
            read(Array(bytes[..<place]))
            for insertion in inserted { read(Array(bytes[..<place]) + insertion + bytes[place...]) }
        }
    }

    /// Reads a file's bytes as a configuration is, both readers included.
    private func read(_ bytes: [UInt8]) {
        _ = try? TOMLFile.table(bytes)
    }

    @Test(
        "what toml++ would stop the process for is refused before it gets there",
        arguments: [
            ("[}", "expected a key"), ("[", "expected a key before the end of the file"), ("[[[a]]]", "expected a key"),
            ("[\ra]", "expected a key before the end of the line"), ("[\n", "expected a key before the end of the line"),
            ("[\u{A0}a]", "expected a key"), ("a = [}]", "expected a value"),
            ("a = [#\n}]", "expected a value"), ("a = [\u{A0}]", "expected a value"),
            ("a = 1979-05-27Tx:1", "expected a time before the end of the file"),
            ("a = 1979-05-27 0", "expected a time before the end of the file"), ("a = [1979-05-27 0]", "expected a time"),
        ])
    func assertions(text: String, message: String) {
        let error = #expect(throws: TOMLProblem.self) { try TOMLFile.table(Array(text.utf8)) }
        #expect(error?.message == "not TOML: " + message)
    }

    @Test(
        "nesting that would exhaust the stack is refused",
        arguments: [
            "a = " + String(repeating: "[", count: 100_000), "a = " + String(repeating: "{a=", count: 100_000),
            String(repeating: "a.", count: 100_000) + "a = 1", "[" + String(repeating: "a.", count: 100_000) + "a]",
            "b = 1\na = [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
        ])
    func tooDeep(text: String) throws {
        let directory = try ConfigurationDirectory(["feedd.toml": "fetch.contact = 'a@b.org'\n" + text])
        let line = text.hasPrefix("b") ? 3 : 2
        #expect(
            directory.diagnostics() == [
                "feedd.toml:\(line): tables or arrays are nested too deep: nothing here needs more than three levels"
            ])
    }

    @Test("a table with very many keys is still searched fast, and finds each")
    func manyKeys() throws {
        let table = try LocatedReader.read(Array((0..<5_000).map { "k\($0) = \($0)\n" }.joined().utf8))
        for number in 0..<5_000 {
            #expect(table["k\(number)"]?.line == number + 1)
        }
        #expect(table["k5000"] == nil)
    }
}
