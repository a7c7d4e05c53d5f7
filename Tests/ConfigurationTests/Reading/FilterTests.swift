import Filter
import Foundation
import Testing

@testable import Configuration

@Suite("Filters in the configuration")
struct FilterTests {
    private static let source = "fetch.contact = 'a@example.org'\n[[source]]\nname = 'x'\nurl = 'https://a.org/'\n"

    private func filter(_ text: String) throws -> FilterRules? {
        try ConfigurationDirectory(["feedd.toml": text]).load().sources.first?.filter
    }

    private func diagnostics(_ text: String) throws -> [String] {
        try ConfigurationDirectory(["feedd.toml": Self.source + text]).diagnostics().map {
            $0.replacingOccurrences(of: "feedd.toml:", with: "")
        }
    }

    @Test(
        "rules are read from an inline table, a table of their own, and dotted keys",
        arguments: [
            "filter = { include = [\"tag = 'a'\"], exclude = [\"title ~ 'b'\", 'title ~ \"c\"'] }",
            "[source.filter]\ninclude = [\"tag = 'a'\"]\nexclude = [\n  \"title ~ 'b'\", # b\n  '''title ~ 'c' ''',\n]",
            "filter.include = [\"tag = 'a'\"]\nfilter.exclude = [\"title ~ 'b'\", \"title ~ 'c'\"]",
        ])
    func notations(text: String) throws {
        let filter = try #require(try filter(Self.source + text))
        #expect(filter.include.map(\.description) == ["tag = 'a'"])
        #expect(filter.exclude.map(\.description) == ["title ~ 'b'", "title ~ 'c'"])
    }

    @Test("those of [defaults] come first, also through included files, and a source without any has them alone")
    func defaults() throws {
        let configuration = try ConfigurationDirectory([
            "feedd.toml": """
            include = ["more.toml"]
            [defaults]
            filter = { exclude = ["title ~ 'a'"] }
            [[source]]
            name = "own"
            url = "https://a.org/"
            filter = { include = ["tag = 'x'"], exclude = ["title ~ 'b'"] }
            [[source]]
            name = "none"
            url = "https://b.org/"
            """,
            "more.toml": """
            [defaults]
            filter = { exclude = ["title ~ 'c'"] }
            [[source]]
            name = "included"
            url = "https://c.org/"
            filter = { exclude = ["title ~ 'd'"] }
            """,
        ]).load()
        #expect(
            configuration.sources.map { $0.filter.exclude.map(\.description) } == [
                ["title ~ 'a'", "title ~ 'b'"], ["title ~ 'a'"], ["title ~ 'a'", "title ~ 'c'", "title ~ 'd'"],
            ])
        #expect(configuration.sources.map { $0.filter.include.map(\.description) } == [["tag = 'x'"], [], []])
    }

    @Test(
        "a mistake is reported with its line and column within the rule",
        arguments: [
            (
                "filter = { exclude = [\"titel ~ 'x'\"] }",
                ["5:24: 'exclude' in 'filter' in [[source]] 'x' has a mistake: unknown field 'titel': did you mean 'title'?"]
            ),
            ("filter = { exclude = [\"title ~ 'é' and titel ~ 'x'\"] }", ["5:40: "]),
            ("filter = { exclude = ['url = \"é\" or foo = \"x\"'] }", ["5:37: "]),
            (
                "filter = { include = [\"title = 'a'\", \"title ~ \\\"(x\\\"\"] }",
                ["5:49: 'include' in 'filter' in [[source]] 'x' has a mistake: '(' is not closed"]
            ),
            ("filter = { exclude = [\"title ~ '\\\\d\\u00e9(' \"] }", ["5:42: "]),
            ("filter = { exclude = [\"url = 'x' or\\tage > 7\"] }", ["5:44: "]),
            ("[source.filter]\nexclude = ['''\ntitle ~ 'a'\n  or titel ~ 'b\n''']", ["8:6: "]),
            ("[source.filter]\nexclude = ['''title ~ 'a' or titel ~ 'b' ''']", ["6:30: "]),
            ("[source.filter]\nexclude = [\"\"\"title = 'a' or \\\n   titel = 'b'\"\"\"]", ["7:4: "]),
            ("[source.filter]\nexclude = [\"\"\"\n(title = 'a'\n\"\"\"]", ["7:1: "]),
            ("filter = { exclude = [\"\"] }", ["5:24: 'exclude' in 'filter' in [[source]] 'x' has a mistake: the rule is empty"]),
            ("filter = { exclude = [\"title\"] }", ["5:29: "]),
            ("filter = { exclude = [\"a = 'x'\", \"b = 'x'\"] }", ["5:24: ", "5:35: "]),
            ("filter = { drop = [\"title ~ 'x'\"] }", ["5:12: unknown key 'drop' in 'filter' in [[source]] 'x'"]),
            ("filter = { exclud = [] }", ["5:12: unknown key 'exclud' in 'filter' in [[source]] 'x': did you mean 'exclude'?"]),
            ("filter = { exclude = \"title ~ 'x'\" }", ["5:22: 'exclude' in 'filter' in [[source]] 'x' takes an array of strings"]),
            (
                "filter = [\"title ~ 'x'\"]",
                [
                    "5:10: 'filter' in [[source]] 'x' takes a table such as { exclude = [\"title ~ 'horoscope'\"] }, not an array: write filter = { exclude = […] }"
                ]
            ),
            ("filter = \"title ~ 'x'\"", ["5:10: 'filter' in [[source]] 'x' takes a table"]),
            ("filter = { exclude = [5] }", ["5:23: 'exclude' in 'filter' in [[source]] 'x' takes only strings"]),
            ("exclude = []", ["5:1: unknown key 'exclude' in [[source]] 'x': it belongs in a filter"]),
        ] as [(String, [String])])
    func mistakes(text: String, starts: [String]) throws {
        let found = try diagnostics(text)
        #expect(found.count == starts.count)
        for (diagnostic, start) in zip(found, starts) { #expect(diagnostic.hasPrefix(start), "\(diagnostic)") }
    }

    @Test("empty lists filter nothing")
    func empty() throws {
        #expect(try filter(Self.source + "filter = { include = [], exclude = [] }")?.isEmpty == true)
        #expect(try filter(Self.source + "[source.filter]")?.isEmpty == true)
    }
}
