import Testing

@testable import Configuration

@Suite("Hints at common slips")
struct HintTests {
    private func diagnostics(_ text: String) throws -> [String] {
        let directory = try ConfigurationDirectory(["feedd.toml": "fetch.contact = 'a@example.org'\n" + text])
        return directory.diagnostics().map { $0.replacing("feedd.toml:", with: "") }
    }

    @Test("a key in the wrong case is one error, and not also a missing key")
    func keyInWrongCase() throws {
        #expect(
            try diagnostics("[[source]]\nName = 'x'\nURL = 'https://example.org/'") == [
                "3:1: unknown key 'Name' in [[source]] number 1: did you mean 'name'?",
                "4:1: unknown key 'URL' in [[source]] number 1: did you mean 'url'?",
            ])
    }

    @Test(
        "a backslash that became a control character is named",
        arguments: [
            ("file:C:\\feed.xml", "\\f in double quotes is a form feed: put the string in single quotes, or write \\\\f"),
            ("file:C:\\news.xml", "\\n in double quotes is a newline: put the string in single quotes, or write \\\\n"),
            ("file:C:\\t\\r.xml", "\\t in double quotes is a tab: put the string in single quotes, or write \\\\t"),
        ])
    func backslashInURL(url: String, hint: String) throws {
        let said = try diagnostics("[[source]]\nname = 'x'\nurl = \"\(url)\"")
        #expect(said.count == 1)
        #expect(said.first?.hasSuffix(hint) == true, "\(said)")
    }

    @Test("a backslash in the journal's directory is named as well")
    func backslashInDirectory() throws {
        #expect(
            try diagnostics("journal.directory = \"C:\\feeds\"") == [
                "2:21: 'directory' in [journal] is not a path: "
                    + "\\f in double quotes is a form feed: put the string in single quotes, or write \\\\f"
            ])
    }

    @Test("white space around a URL is no escape")
    func whiteSpaceAround() throws {
        #expect(
            try diagnostics("[[source]]\nname = 'x'\nurl = \"\"\"\n https://example.org/\n\"\"\"") == [
                "4:7: 'url' in [[source]] 'x' cannot be polled: there is white space around it: remove it"
            ])
    }

    @Test("a string in place of an array is suggested without its line ends")
    func stringForArray() throws {
        #expect(
            try diagnostics("defaults.tags = \"\"\"\n\nnews\n\"\"\"") == [
                "2:17: 'tags' in [defaults] takes an array of strings such as [\"news\"], not a string: write [\"news\"]"
            ])
        #expect(
            try diagnostics("defaults.tags = \"a\\nb\"") == [
                "2:17: 'tags' in [defaults] takes an array of strings such as [\"news\"], not a string"
            ])
    }

    @Test("of very many errors and warnings the first fifty are reported, and how many more there are")
    func limit() throws {
        let sources = (1...60).map { "[[source]]\nname = 's\($0)'\nurl = 'http://localhost/\($0)'\n" }
        let errors = try diagnostics(sources.map { $0 + "x = 1\n" }.joined())
        #expect(errors.count == 102)
        #expect(
            errors.suffix(2) == [
                " and 10 more errors: correct those above first",
                " warning: and 10 more warnings: correct those above first",
            ])
        #expect(errors.filter { $0.contains("unknown key") }.count == 50)
        let directory = try ConfigurationDirectory(["feedd.toml": "fetch.contact = 'a@example.org'\n" + sources.joined()])
        let configuration = try directory.load()
        #expect(configuration.sources.count == 60)
        #expect(configuration.warnings.count == 51)
        #expect(configuration.warnings.last?.message == "and 10 more warnings")
        #expect(configuration.warningCount == 60)
    }
}
