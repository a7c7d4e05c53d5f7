import Bytes

/// An article of the test's own making, on a page among what stands around articles.
struct ArticlePage {
    var language = "en"
    var title = "Council approves the new tram line"
    var paragraphs = ArticlePage.texts["en"] ?? []
    /// What the site puts between the paragraphs, by the paragraph before.
    var injected: [Int: String] = [:]
    var head = ""
    /// Links of the moment.
    var sidebar = "<a href=\"/latest/1\">Ten ways to cross the river without a bridge</a>"
    var comments = 2

    static let texts = [
        "en": [
            "The city council approved the new tram line on Tuesday, after three years of debate and two public hearings that drew hundreds of residents.",
            "The line will connect the northern districts with the central station, and the first trams are expected to run in the spring of 2029.",
            "“This is the largest investment in public transport that our city has made in forty years,” the mayor said after the vote, which ended 31 to 12.",
            "Opponents had argued that the money, some 240 million, would be better spent on repairing the existing network and on more frequent buses.",
        ],
        "bg": [
            "Общинският съвет одобри във вторник новата трамвайна линия, след три години спорове и две обществени обсъждания със стотици граждани.",
            "Линията ще свърже северните квартали с централната гара, а първите трамваи се очаква да тръгнат през пролетта на 2029 година.",
            "„Това е най-голямата инвестиция в обществения транспорт от четиридесет години“, каза кметът след гласуването, завършило с 31 на 12 гласа.",
            "Противниците твърдяха, че парите, около 240 милиона, е по-добре да отидат за ремонт на съществуващата мрежа и за повече автобуси.",
        ],
        "de": [
            "Der Stadtrat hat am Dienstag die neue Straßenbahnlinie beschlossen, nach drei Jahren Debatte und zwei Anhörungen mit hunderten Bürgern.",
            "Die Linie soll die nördlichen Stadtteile mit dem Hauptbahnhof verbinden, die ersten Bahnen sollen im Frühjahr 2029 fahren.",
            "„Das ist die größte Investition in den Nahverkehr seit vierzig Jahren“, sagte der Bürgermeister nach der Abstimmung, die 31 zu 12 ausging.",
            "Gegner hatten argumentiert, die rund 240 Millionen seien in der Reparatur des bestehenden Netzes und in mehr Bussen besser angelegt.",
        ],
        "ja": [
            "市議会は火曜日、三年にわたる議論と数百人の市民が参加した二度の公聴会を経て、新しい路面電車の路線を承認した。",
            "新しい路線は北部の各地区と中央駅を結び、最初の電車は二〇二九年の春に走り始める見込みである。",
            "「これは四十年間で最大の公共交通への投資だ」と、三十一対十二で終わった採決の後に市長は語った。",
            "反対派は、約二億四千万の費用は既存の路線網の修理と、より頻繁なバスの運行に使うべきだと主張していた。",
        ],
    ]

    /// Another story of the same kind, told by its number.
    static func numbered(_ number: Int, language: String = "en") -> ArticlePage {
        var story = ArticlePage(language: language)
        story.title = "Story \(number): the council and its tram line"
        story.paragraphs = (texts[language] ?? []).enumerated().map { place, text in
            "\(number * 10 + place) — " + text
        }
        return story
    }

    var text: String { paragraphs.joined(separator: "\n\n") }

    var html: String {
        var body = ""
        for (place, paragraph) in paragraphs.enumerated() { body += "<p>\(paragraph)</p>\n" + (injected[place] ?? "") }
        return """
            <!DOCTYPE html><html lang="\(language)"><head><meta charset="utf-8"><title>\(title) | The Daily Sample</title>\(head)</head><body>
            <header class="site-header"><a href="/" class="logo">The Daily Sample</a>
            <nav class="main-menu"><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
            <main><article class="post"><h1>\(title)</h1>
            <div class="share-bar"><a href="https://s.test/f">Facebook</a> <a href="https://s.test/t">Twitter</a></div>
            <div class="article-body">\(body)</div></article>
            <section id="comments"><h3>\(comments) comments</h3><div class="comment"><p>I have waited for this since I was a child.</p></div></section></main>
            <aside class="sidebar"><h3>Latest</h3><ul><li>\(sidebar)</li></ul></aside>
            <footer><p>© 2026 The Daily Sample. All rights reserved.</p><a href="/privacy">Privacy</a></footer></body></html>
            """
    }
}
