import Extraction
import Foundation
import Testing

@testable import Configuration

@Suite("The rules of page sources")
struct PageRulesTests {
    private static let head = "fetch.contact = 'a@example.org'\n[[source]]\nname = 'x'\nurl = 'https://example.org/'\n"

    private func diagnostics(_ page: String) throws -> [String] {
        let directory = try ConfigurationDirectory(["feedd.toml": Self.head + page])
        return directory.diagnostics().map { $0.replacingOccurrences(of: "feedd.toml:", with: "") }
    }

    @Test(
        "mistakes in selectors are reported with their line and column",
        arguments: [
            BadFile("page.item = 'li..a'", "5:16: 'item' in 'page' in [[source]] 'x': no name follows '.': remove one of the two signs"),
            BadFile(
                "page = { item = \"a[b=\\\"c\\\"] >\" }",
                "5:29: 'item' in 'page' in [[source]] 'x': nothing follows '>': write the element that it leads to, or remove it"),
            BadFile(
                "page = { item = 'li', title = ['h3', 'h4:eq(1)'] }",
                "5:41: 'title' in 'page' in [[source]] 'x': ':eq' is no pseudo-class of CSS, but one of jQuery: write :nth-of-type(2)"),
            BadFile(
                "[source.page]\nitem = 'li'\ndate = 'é\u{1F600} ??'",
                "7:12: 'date' in 'page' in [[source]] 'x': '?' cannot stand here: write a '\\' before it if it belongs to a name"),
            BadFile(
                "page = { item = \"\\u00e9..\" }",
                "5:24: 'item' in 'page' in [[source]] 'x': no name follows '.': remove one of the two signs"),
            BadFile(
                "page = { item = '//li' }",
                "5:18: 'item' in 'page' in [[source]] 'x': this is an XPath, not a CSS selector: write xpath://li"),
            BadFile(
                "page = { item = 'xpath://li[foo()]' }",
                "5:29: 'item' in 'page' in [[source]] 'x': 'foo()' is no function of XPath 1.0: write contains(…), starts-with(…) or another of XPath 1.0"
            ),
            BadFile(
                "page = { item = 'a@href' }",
                "5:17: 'item' in 'page' in [[source]] 'x' selects elements, and 'a@href' names an attribute: remove the '@' and what follows"
            ),
            BadFile(
                "page = { item = 'li', date_format = '%d.%m.%Q' }",
                "5:44: 'date_format' in 'page' in [[source]] 'x': '%Q' is no token of a date: write %d %m %Y for the date and %H:%M for the time"
            ),
            BadFile(
                "page = { item = 'li', date_format = 'DD.MM.YYYY' }",
                "5:38: 'date_format' in 'page' in [[source]] 'x': the format has no month: write %Y for the year, %m for the month, %d for the day"
            ),
            BadFile(
                "page = { item = 'li', timezone = 'Europe/Sofia' }",
                "5:34: 'timezone' in 'page' in [[source]] 'x' is \"Europe/Sofia\": write its offset, such as \"+02:00\": names of regions are not read"
            ),
            BadFile(
                "page = { item = 'li', pages = 3 }",
                "5:31: 'pages' in 'page' in [[source]] 'x' needs 'next': add the selector of the link to the next page, such as next = \"a[rel=next]@href\""
            ),
            BadFile(
                "page = {}", "5:8: 'item' is missing in 'page' in [[source]] 'x': add the selector of the items, such as item = \"article\""
            ),
            BadFile("page = { itme = 'li' }", "5:10: unknown key 'itme' in 'page' in [[source]] 'x': did you mean 'item'?"),
            BadFile(
                "page = 'li'",
                "5:8: 'page' in [[source]] 'x' takes a table such as { item = \"article\" }, or \"sitemap\", not a string"
            ),
            BadFile(
                "page = 'auto'",
                "5:8: 'page = \"auto\"' in [[source]] 'x' is not supported yet: write page = { item = \"…\" }; a later release of feedd will read it"
            ),
        ])
    func mistakes(file: BadFile) throws {
        #expect(try diagnostics(file.text) == file.says)
    }

    @Test("all keys are read")
    func keys() throws {
        let page = """
            [source.page]
            item = "article"
            title = ["h3", "h2"]
            link = "a@href"
            id = "@data-id"
            date = ":scope + tr td.date"
            date_format = "%d.%m.%Y"
            timezone = "+02:00"
            summary = "p"
            image = "img@src"
            author = ".by"
            tags = ".tag"
            content = ".text"
            remove = [".ad", "xpath://aside"]
            next = "a[rel=next]@href"
            pages = 3
            expect = 5
            """
        let directory = try ConfigurationDirectory(["feedd.toml": Self.head + page])
        let source = try #require(try directory.load().sources.first)
        guard case .page(let rules) = source.reading else {
            Issue.record("no page")
            return
        }
        #expect(rules.title.map(\.text) == ["h3", "h2"])
        #expect(rules.remove.map(\.text) == [".ad", "xpath://aside"])
        #expect(rules.dateFormat?.text == "%d.%m.%Y")
        #expect(rules.zoneMinutes == 120)
        #expect(rules.pages == 3)
        #expect(rules.expect == 5)
    }

    @Test("the digest of a source depends on its rules, and that of a feed is as it was")
    func digest() throws {
        func source(_ page: String) throws -> Source {
            try #require(try ConfigurationDirectory(["feedd.toml": Self.head + page]).load().sources.first)
        }
        let feed = try source("")
        #expect(feed.digest == Source(name: "y", url: "https://example.org/")?.digest)
        #expect(try source("page.item = 'li'").digest != feed.digest)
        #expect(try source("page.item = 'li'").digest != source("page.item = 'p'").digest)
        #expect(try source("page = { item = 'li', timezone = '+01:00' }").digest != source("page.item = 'li'").digest)
        #expect(try source("page = { item = 'li', expect = 2 }").digest == source("page.item = 'li'").digest)
    }
}
