import Foundation
import Testing

@testable import Extraction

@Suite("Articles of pages")
struct ArticleExtractorTests {
    static let languages: [(String, String, [String])] = [
        (
            "bg", "Съветът одобри новата трамвайна линия",
            [
                "Общинският съвет одобри във вторник новата трамвайна линия, след три години спорове и две обществени обсъждания със стотици граждани.",
                "Линията ще свърже северните квартали с централната гара, а първите трамваи се очаква да тръгнат през пролетта на 2029 година.",
                "„Това е най-голямата инвестиция в обществения транспорт от четиридесет години“, каза кметът след гласуването, завършило с 31 на 12 гласа.",
                "Противниците твърдяха, че парите, около 240 милиона, е по-добре да отидат за ремонт на съществуващата мрежа и за повече автобуси.",
            ]
        ),
        (
            "de", "Stadtrat beschließt neue Straßenbahnlinie",
            [
                "Der Stadtrat hat am Dienstag die neue Straßenbahnlinie beschlossen, nach drei Jahren Debatte und zwei Anhörungen mit hunderten Bürgern.",
                "Die Linie soll die nördlichen Stadtteile mit dem Hauptbahnhof verbinden, die ersten Bahnen sollen im Frühjahr 2029 fahren.",
                "„Das ist die größte Investition in den Nahverkehr seit vierzig Jahren“, sagte der Bürgermeister nach der Abstimmung, die 31 zu 12 ausging.",
                "Gegner hatten argumentiert, die rund 240 Millionen seien in der Reparatur des bestehenden Netzes und in mehr Bussen besser angelegt.",
            ]
        ),
        (
            "fr", "Le conseil approuve la nouvelle ligne de tramway",
            [
                "Le conseil municipal a approuvé mardi la nouvelle ligne de tramway, après trois ans de débats et deux réunions publiques très suivies.",
                "La ligne reliera les quartiers du nord à la gare centrale, et les premières rames devraient circuler au printemps 2029.",
                "« C’est le plus grand investissement dans les transports publics depuis quarante ans », a déclaré le maire après le vote, par 31 voix contre 12.",
                "Les opposants estimaient que les 240 millions seraient mieux dépensés pour réparer le réseau existant et pour des bus plus fréquents.",
            ]
        ),
        ("en", "Council approves the new tram line", SamplePage.english),
    ]

    /// Cross-links as sites inject them, with a label and without.
    static let structures: [(String, @Sendable (String, String) -> String)] = [
        ("a paragraph with a bold label", { "<p><strong>\($0)</strong> <a href=\"\($1)\">Another story that is not this one</a></p>" }),
        ("a paragraph with the label as text", { "<p>\($0) <a href=\"\($1)\"><b>Another story that is not this one</b></a></p>" }),
        ("a box", { "<div class=\"inline-box\"><a href=\"\($1)\">\($0) Another story that is not this one</a></div>" }),
        ("a quotation", { "<blockquote>\($0) <a href=\"\($1)\">Another story that is not this one</a></blockquote>" }),
        ("a heading", { "<h4>\($0) <a href=\"\($1)\">Another story that is not this one</a></h4>" }),
        ("a bare link", { _, url in "<p><a href=\"\(url)\">Another story that is not this one</a></p>" }),
    ]
    static let labels = ["bg": "Още:", "de": "Siehe auch:", "fr": "Lire aussi :", "en": ""]

    @Test("the article is its paragraphs, without what stands around it", arguments: languages)
    func plain(_ language: String, _ title: String, _ paragraphs: [String]) throws {
        let page = SamplePage(language: language, title: title, paragraphs: paragraphs)
        let article = try #require(ArticleExtractor.extract(Array(page.html.utf8), url: "https://h.test/a", contentType: nil))
        #expect(article.contentText == page.text)
        #expect(article.title == title)
        #expect(article.language == language)
        #expect(article.related.isEmpty)
    }

    @Test("cross-links between the paragraphs are related, not text", arguments: languages.map(\.0), structures.indices)
    func crossLinks(_ language: String, _ structure: Int) throws {
        let (_, title, paragraphs) = try #require(Self.languages.first { $0.0 == language })
        let label = Self.labels[language] ?? ""
        let inject = Self.structures[structure].1
        var page = SamplePage(language: language, title: title, paragraphs: paragraphs)
        page.injected = [0: inject(label, "/other/1"), 2: inject(label, "/other/2")]
        let article = try #require(ArticleExtractor.extract(Array(page.html.utf8), url: "https://h.test/a", contentType: nil))
        #expect(article.contentText == page.text)
        #expect(article.related.map(\.url) == ["https://h.test/other/1", "https://h.test/other/2"])
        #expect(article.related.allSatisfy { $0.title.hasSuffix("Another story that is not this one") })
    }

    static let sites: [(page: String, other: String, isOne: Bool)] = [
        ("https://www.harbour-news.com", "https://shop.harbour-news.com", true),
        ("https://www.harbour-news.com", "https://www.chairshop.com", false),
        ("https://www.harbour-news.co.uk", "https://m.harbour-news.co.uk", true),
        ("https://www.harbour-news.co.uk", "https://www.chairshop.co.uk", false),
        ("https://alice.github.io", "https://bob.github.io", false),
        ("http://192.0.2.1", "http://198.51.2.1", false), ("https://bücher.example", "https://xn--bcher-kva.example", true),
    ]

    @Test("a box between paragraphs is related where it leads to the page's own site", arguments: sites)
    func site(_ page: String, _ other: String, _ isOne: Bool) throws {
        var sample = SamplePage()
        sample.injected = [1: "<div class=\"box\"><a href=\"\(other)/sale\">A big sale of garden chairs that everybody waits for</a></div>"]
        let article = try #require(ArticleExtractor.extract(Array(sample.html.utf8), url: page + "/a", contentType: nil))
        #expect(article.contentText == sample.text)
        #expect(article.related.count == (isOne ? 1 : 0))
    }

    @Test("the shared sample is its own paragraphs", .enabled(if: SharedSample.lines != nil))
    func sharedSample() throws {
        let lines = try #require(SharedSample.lines)
        let label = "Още: "
        var paragraphs: [String] = []
        var page = SamplePage(language: "bg", title: "Столтенберг кани Русия на преговори")
        for line in lines {
            if line.hasPrefix(label) {
                page.injected[paragraphs.count - 1, default: ""] +=
                    "<p><strong>\(label)</strong><a href=\"/x/\(line.utf8.count)\">\(line.dropFirst(label.count))</a></p>"
            } else if line.contains("Viber") {
                page.injected[paragraphs.count - 1, default: ""] += "<p><em>\(line.replacing("тук", with: "<a href=/v>тук</a>"))</em></p>"
            } else {
                paragraphs.append(line)
            }
        }
        page.paragraphs = paragraphs
        var other = SamplePage()
        other.injected = [0: page.injected.values.joined()]
        let articles = try [page, other].map {
            try #require(ArticleExtractor.extract(Array($0.html.utf8), url: "https://h.test/a", contentType: nil))
        }
        var cleaner = SiteCleaner(memory: SiteMemory())
        for (number, one) in articles.enumerated() { cleaner.read(one.contentHTML, related: one.related, page: "https://h.test/\(number)") }
        let before = articles[0]
        let article = cleaner.clean(before.contentHTML, text: before.contentText, related: before.related, base: "https://h.test/0")
        #expect(article.text == paragraphs.joined(separator: "\n\n"))
        #expect(article.related.count == lines.filter { $0.hasPrefix(label) }.count)
        #expect(article.related.allSatisfy { !$0.title.hasPrefix("Още") })
    }

    @Test("headings, lists, quotations, tables, code and pictures of the article stay")
    func structure() throws {
        var page = SamplePage()
        page.injected = [
            0: "<h2>What will be built</h2>",
            1:
                "<ul><li>Eleven stops, all of them without steps, and two bridges</li><li>A depot for forty trams in the north of the city</li></ul>",
            2:
                "<figure><img src=\"/tram.jpg\" width=\"800\" height=\"600\" alt=\"A tram\"><figcaption>A tram of the kind that was ordered</figcaption></figure>",
            3:
                "<blockquote><p>We would have preferred buses, and we have said so from the beginning, but the vote is the vote.</p></blockquote>",
            4: "<table><tr><th>Year</th><th>Cost in millions, as planned by the council</th></tr><tr><td>2027</td><td>80</td></tr></table>",
        ]
        let article = try #require(ArticleExtractor.extract(Array(page.html.utf8), url: "https://h.test/a", contentType: nil))
        for part in ["<h2>What will be built</h2>", "<li>Eleven stops", "src=\"https://h.test/tram.jpg\"", "<blockquote>", "<td>2027</td>"]
        {
            #expect(article.contentHTML.contains(part), "\(part)")
        }
        for paragraph in page.paragraphs { #expect(article.contentText.contains(paragraph)) }
        for furniture in ["Newsletter", "rights reserved", "Ten ways", "waited for this line", "Facebook", "Sport"] {
            #expect(!article.contentText.contains(furniture))
        }
    }

    @Test(
        "the character encoding is found",
        arguments: [
            ([0xEF, 0xBB, 0xBF] + Array("<p>да</p>".utf8), nil, "utf-8"),
            (Array("<meta charset=windows-1251><p>".utf8) + [0xE4, 0xE0], nil, "windows-1251"),
            (Array("<p>".utf8) + [0xE4, 0xE0], "text/html; charset=koi8-r", "koi8-r"), (Array("<p>".utf8) + [0xE4], nil, "windows-1252"),
            (Array("<p>да".utf8), "text/html; charset=iso-8859-1", "utf-8"),
            (Array("<meta charset=utf-8><p>caf".utf8) + [0xE9], nil, "windows-1252"),
            (Array("<meta charset=\"gb2312\">".utf8) + [0xC4, 0xE3], nil, "gb18030"), ([0xFF, 0xFE, 0x3C, 0x00], nil, "utf-16le"),
            (Array("<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>".utf8) + [0x93, 0xFA], nil, "cp932"),
        ] as [([UInt8], String?, String)])
    func encoding(_ bytes: [UInt8], _ contentType: String?, _ expected: String) {
        #expect(bytes.withUnsafeBufferPointer { PageEncoding.detect($0, contentType: contentType) } == expected)
    }

    @Test("a page in windows-1251 reads as it was written")
    func cyrillic() throws {
        // "Обява" and a full stop, many times.
        let words: [UInt8] = [0xCE, 0xE1, 0xFF, 0xE2, 0xE0, 0x2C, 0x20]
        let paragraph = Array("<p>".utf8) + Array(repeating: words, count: 30).flatMap { $0 } + [0x2E] + Array("</p>".utf8)
        let page =
            Array("<html><head><meta charset=\"windows-1251\"></head><body><article>".utf8)
            + Array(repeating: paragraph, count: 4).flatMap { $0 } + Array("</article></body></html>".utf8)
        let article = try #require(ArticleExtractor.extract(page, url: nil, contentType: nil))
        #expect(article.contentText.hasPrefix("Обява, Обява, "))
    }

    @Test(
        "what is no article has no text",
        arguments: ["", "<html></html>", "<p></p>", "<nav><a href=/a>News</a> <a href=/b>Sport</a></nav>", "\u{0}\u{0}\u{0}", "{\"a\":1}"])
    func none(_ html: String) {
        #expect((ArticleExtractor.extract(Array(html.utf8), url: nil, contentType: nil) ?? Article()).contentText.count < 10)
    }

    @Test("cut anywhere, with any byte changed, a page does not trap")
    func noise() {
        let bytes = Array(SamplePage().html.utf8)
        var seed: UInt64 = 11
        func next(_ limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: (seed >> 33) % UInt64(limit))
        }
        for _ in 0..<300 {
            var damaged = Array(bytes.prefix(next(bytes.count)))
            for _ in 0..<next(8) where !damaged.isEmpty { damaged[next(damaged.count)] = UInt8(next(256)) }
            _ = ArticleExtractor.extract(damaged, url: "https://h.test/", contentType: nil)
        }
    }

    @Test(
        "elements nested without end are read in time",
        arguments: ["<div>", "<p><b>", "<table><tr><td>", "<a href=x>", "<ul><li>", "<blockquote>"])
    func nesting(_ piece: String) {
        _ = ArticleExtractor.extract(Array((String(repeating: piece, count: 20_000) + "text").utf8), url: nil, contentType: nil)
    }
}

/// The article that lies beside the project, where it does.
private enum SharedSample {
    static let lines: [String]? = {
        let path = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        guard let text = try? String(contentsOfFile: "/\(path)/shared/samples/actualno-article.txt", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").map(String.init)
    }()
}
