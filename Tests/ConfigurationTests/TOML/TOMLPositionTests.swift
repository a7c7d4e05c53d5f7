import Testing

@testable import Configuration

@Suite("Positions of keys and values")
struct TOMLPositionTests {
    /// Every key with its position and its value's: `a@1:1=1:5`.
    private func positions(_ table: TOMLTable, _ path: String = "") -> [String] {
        table.entries.flatMap { entry in
            ["\(path)\(entry.key)@\(shown(entry.position))=\(shown(entry.valuePosition))"] + positions(entry.value, "\(path)\(entry.key).")
        }
    }

    private func positions(_ value: TOMLValue, _ path: String) -> [String] {
        switch value {
        case .table(let table): positions(table, path)
        case .array(let array):
            array.elements.enumerated().flatMap { ["\(path)\($0)=\(shown($1.position))"] + positions($1.value, "\(path)\($0).") }
        default: []
        }
    }

    private func shown(_ position: TextPosition) -> String { "\(position.line):\(position.column)" }

    @Test(
        "are counted in lines and characters",
        arguments: [
            ("a = 1\n\n  b=2", ["a@1:1=1:5", "b@3:3=3:5"]), ("\u{FEFF}a = 1", ["a@1:1=1:5"]),
            ("a.b . c = 'x'", ["a@1:1=1:1", "a.b@1:3=1:3", "a.b.c@1:7=1:11"]), ("'ключ' = 'é'\r\nb = 1", ["ключ@1:1=1:10", "b@2:1=2:5"]),
            ("a = ['é', \"😀\", [\n 1]]", ["a@1:1=1:5", "a.0=1:6", "a.1=1:11", "a.2=1:16", "a.2.0=2:2"]),
            ("a = { 'b c' = 1, d = {e=2} }", ["a@1:1=1:5", "a.b c@1:7=1:15", "a.d@1:18=1:22", "a.d.e@1:23=1:25"]),
            ("a = '''\nx\n''' # y\nb = \"\"\"\\\n  z\"\"\"\nc = 1", ["a@1:1=1:5", "b@4:1=4:5", "c@6:1=6:5"]),
            (" [a.b]\nc = 1\n[a]", ["a@1:3=1:3", "a.b@1:5=1:2", "a.b.c@2:1=2:5"]),
            ("[[a]]\nb = 1\n[[ a ]]", ["a@1:3=1:1", "a.0=1:1", "a.0.b@2:1=2:5", "a.1=3:1"]),
        ])
    func positions(text: String, expected: [String]) throws {
        #expect(positions(try TOMLReader.read(Array(text.utf8)).root) == expected)
    }

    @Test("of values on one very long line are counted without starting over")
    func longLine() throws {
        let count = 50_000
        let table = try TOMLReader.read(
            Array(("a = [" + String(repeating: "{é=1}, ".replacing("é", with: "'é'"), count: count) + "]").utf8)
        ).root
        guard case .array(let array)? = table["a"]?.value, let last = array.elements.last else {
            Issue.record("no array")
            return
        }
        #expect(last.position == TextPosition(line: 1, column: 6 + 9 * (count - 1)))
    }

    @Test("a table with very many keys is searched by hash, and finds each")
    func manyKeys() throws {
        let table = try TOMLReader.read(Array((0..<5_000).map { "k\($0) = \($0)\n" }.joined().utf8)).root
        for number in 0..<5_000 {
            #expect(table["k\(number)"]?.position.line == Int32(number + 1))
        }
        #expect(table["k5000"] == nil)
    }
}
