import Bytes
import Syndication
import Testing

@testable import Filter

@Suite("Rules over items")
struct EvaluationTests {
    private static let now = Timestamp(rfc3339: "2026-02-10T12:00:00Z") ?? .now()

    private static let item: Item = {
        var item = Item()
        item.title = "Bulgaria’s Élan: 3 ways to win"
        item.url = "https://example.org/sport/win?id=5"
        item.authors = [Person(name: "News Desk", email: "desk@example.org"), Person(name: "Ада")]
        item.tags = ["Sport", "Футбол"]
        item.contentHTML = "<p>One two <b>three</b>. Don't stop: 新聞.</p>"
        item.contentText = "One two three. Don't stop: 新聞."
        item.summary = "A teaser about chess"
        item.language = "de-CH"
        item.published = Timestamp(rfc3339: "2026-01-31T18:00:00Z")
        var audio = Attachment(url: "https://example.org/a.mp3", mimeType: "audio/mpeg")
        audio.durationInSeconds = 5_400.2
        item.attachments = [Attachment(url: "https://example.org/b.pdf", mimeType: "application/pdf"), audio]
        return item
    }()

    private func holds(_ rule: String, _ item: Item = EvaluationTests.item) throws -> Bool {
        let evaluator = FilterEvaluator(now: Self.now)
        return FilterRules(exclude: [try FilterRule(rule)]).verdict(on: FilterSubject(item), with: evaluator) != .passes
    }

    @Test(
        "a rule holds for the item",
        arguments: [
            "title ~ 'élan'", "title ~ '^bulgaria'", "title ~ '(?-i)Bulgaria'", "title !~ 'horoscope'", "title has 'ÉLAN: 3'",
            "title = 'bulgaria’s élan: 3 WAYS to win'",
            "title != 'Bulgaria'", "title ~ '\\d ways'", "title ~ '\\d{1}'", "url ~ '/sport/'", "url has '?id='", "author = 'news desk'",
            "author = 'DESK@example.org'",
            "authors has 'Ада'", "author ~ 'desk'", "author != 'Desk'", "author !~ '^x'", "tags has 'sport'", "tag = 'футбол'",
            "tag != 'politics'", "tag ~ '^фут'",
            "text has 'TWO three'", "text has 'chess'", "text ~ 'don.t'", "text ~ '\\p{Han}{2}'", "html has '<b>'", "html ~ '<b>\\w+</b>'",
            "language = 'de'", "language = 'DE-ch'",
            "language has 'de'", "language != 'en'", "language ~ '^de'", "date = 2026-01-31", "date < 2026-02-01", "date <= 2026-01-31",
            "date >= 2026-01-31", "date > 2026-01-30",
            "date = 2026-01-31T19:00:00+01:00", "date != 2026-01-30", "date < 2026-01-31T18:00:01Z", "age > 7d", "age >= 234h", "age < 10d",
            "age = 842400s", "age != 7d",
            "duration = 90m", "duration > 1h", "duration <= 5400s", "duration != 1h", "attachment ~ '^audio/'",
            "attachment = 'application/PDF'", "attachment has 'audio/mpeg'",
            "attachment ~ '\\.mp3$'", "words = 7", "words < 8", "words >= 7", "words != 6", "has title", "has attachment", "has duration",
            "has date", "has words", "has language", "has tag", "has html",
            "title has 'win' and words < 100", "title has 'nothing' or tag = 'sport'", "not title has 'nothing'",
            "not (title has 'nothing' and has date)", "title = 'a' or title = 'b' or title has 'win' and has tag",
        ])
    func true_(rule: String) throws {
        #expect(try holds(rule))
        #expect(try !holds("not (\(rule))"))
    }

    @Test(
        "a rule does not hold for the item",
        arguments: [
            "title ~ '(?-i)bulgaria'", "title = 'Bulgaria'", "tag has 'spor'", "author = 'Desk'", "author != 'Ада'", "tag !~ 'sport'",
            "text has 'horoscope'", "language = 'd'", "language = 'de-C'",
            "language = ''", "date = 2026-01-30", "date > 2026-01-31", "date < 2026-01-31", "date <= 2026-01-30",
            "date > 2026-01-31T18:00:00Z", "age > 10d", "duration > 90m", "duration < 90m", "words > 7", "attachment has 'audio'",
            "url = 'https://example.org/sport/'", "title has 'win' and words > 100",
        ])
    func false_(rule: String) throws {
        #expect(try !holds(rule))
    }

    @Test(
        "what an item does not have is neither more nor less than anything, and not equal to it",
        arguments: [
            ("date < 2030-01-01", false), ("date > 1970-01-01", false), ("age > 0s", false), ("age < 1d", false), ("duration < 1h", false),
            ("duration >= 0s", false), ("date != 2026-01-31", true),
            ("duration = 0s", false), ("words = 0", true), ("has date", false), ("has age", false), ("has duration", false),
            ("has author", false), ("has title", false), ("has words", false), ("has language", false),
            ("title = ''", true), ("title ~ '^$'", true), ("author = ''", false), ("author != 'x'", true), ("language != 'en'", true),
            ("tag !~ 'x'", true), ("text has ''", true),
        ] as [(String, Bool)])
    func missing(rule: String, expected: Bool) throws {
        #expect(try holds(rule, Item()) == expected)
    }

    @Test("a date is that of publication, else that of the last change; the future has a negative age")
    func dates() throws {
        var item = Item()
        item.modified = Timestamp(rfc3339: "2026-02-12T12:00:00Z")
        #expect(try holds("age < -1d", item))
        #expect(try holds("date = 2026-02-12", item))
    }

    // MARK: - Filters

    private func verdict(include: [String] = [], exclude: [String] = [], _ item: Item = EvaluationTests.item) throws -> FilterRules.Verdict
    {
        try FilterRules(include: include.map { try FilterRule($0) }, exclude: exclude.map { try FilterRule($0) })
            .verdict(on: FilterSubject(item), with: FilterEvaluator(now: Self.now))
    }

    @Test("an item passes if no rule excludes it and, where rules include items, one does")
    func verdicts() throws {
        #expect(try verdict() == .passes)
        #expect(try verdict(include: ["title has 'nothing'", "tag = 'sport'"]) == .passes)
        #expect(try verdict(include: ["title has 'nothing'"]) == .notIncluded)
        #expect(try verdict(exclude: ["title has 'nothing'"]) == .passes)
        #expect(try verdict(exclude: ["title has 'nothing'", "tag = 'sport'"]) == .excluded(by: FilterRule("tag = 'sport'")))
        #expect(try verdict(include: ["tag = 'sport'"], exclude: ["words < 10"]) == .excluded(by: FilterRule("words < 10")))
    }

    @Test(
        "before the page of an item is there, only what it cannot change decides",
        arguments: [
            // The content may be another, and nothing else of what the feed says.
            ("title has 'win'", true), ("tag = 'sport'", true), ("text has 'one'", false), ("not text has 'nothing'", false),
            ("words < 100", false), ("html has '<b>'", false), ("has text", false),
            ("title has 'win' or text has 'nothing'", true), ("title has 'win' and text has 'one'", false),
            ("title has 'nothing' and text has 'one'", false), ("not (title has 'nothing' and words < 5)", true),
            ("duration > 1h", true), ("age > 7d", true), ("language = 'de'", true), ("attachment ~ 'audio'", true), ("url ~ 'sport'", true),
        ] as [(String, Bool)])
    func beforePage(rule: String, decides: Bool) throws {
        let evaluator = FilterEvaluator(now: Self.now)
        let rule = try FilterRule(rule)
        #expect(FilterRules(exclude: [rule]).verdict(on: FilterSubject(Self.item), with: evaluator, awaitsPage: true).drops == decides)
        let negated = try FilterRule("not (\(rule.description))")
        #expect(FilterRules(include: [negated]).verdict(on: FilterSubject(Self.item), with: evaluator, awaitsPage: true).drops == decides)
    }

    @Test("what the feed does not say at all, the page may say", arguments: ["title", "author", "tag", "language", "date", "age"])
    func openFields(field: String) throws {
        let evaluator = FilterEvaluator(now: Self.now)
        let rules = FilterRules(exclude: [try FilterRule("not has \(field)")])
        #expect(rules.verdict(on: FilterSubject(Item()), with: evaluator, awaitsPage: true) == .undecided)
        #expect(rules.verdict(on: FilterSubject(Item()), with: evaluator).drops)
        #expect(
            FilterRules(exclude: [try FilterRule("not has attachment")]).verdict(
                on: FilterSubject(Item()), with: evaluator, awaitsPage: true
            ).drops)
    }

    @Test("rules that are added join those that are there")
    func adding() throws {
        let common = FilterRules(include: [try FilterRule("tag = 'a'")], exclude: [try FilterRule("title = 'b'")])
        let own = FilterRules(include: [try FilterRule("tag = 'c'")])
        let sum = common.adding(own)
        #expect(sum.include.map(\.description) == ["tag = 'a'", "tag = 'c'"])
        #expect(sum.exclude.map(\.description) == ["title = 'b'"])
        #expect(FilterRules().adding(own) == own)
        var item = Item()
        item.tags = ["C"]
        #expect(sum.verdict(on: FilterSubject(item), with: FilterEvaluator(now: Self.now)) == .passes)
    }

    @Test(
        "an item that takes too long is kept, whatever the rules want",
        arguments: ["title ~ 'SLOW'", "title !~ 'SLOW'", "not title ~ 'SLOW'"])
    func undecided(rule: String) throws {
        var item = Item()
        item.title = String(repeating: "ab", count: 5_000)
        let rule = try FilterRule(rule.replacing("SLOW", with: "[ab]*a[ab]{200}c|d|\\d"))
        let evaluator = FilterEvaluator(now: Self.now, budget: 20_000)
        #expect(FilterRules(exclude: [rule]).verdict(on: FilterSubject(item), with: evaluator) == .undecided)
        let another = FilterEvaluator(now: Self.now, budget: 20_000)
        #expect(FilterRules(include: [rule]).verdict(on: FilterSubject(item), with: another) == .undecided)
        #expect(!FilterRules.Verdict.undecided.drops)
        // The next item has a budget of its own.
        #expect(FilterRules(exclude: [try FilterRule("title ~ '\\d'")]).verdict(on: FilterSubject(Self.item), with: evaluator).drops)
    }

    @Test("an index of a text's parts denies nothing that is in it")
    func trigrams() throws {
        let text = FilterText((0..<2_000).map { "word\($0)" }.joined(separator: " "))
        for number in 0..<2_000 { if !text.contains(Array("word\(number)".utf8)) { Issue.record("word\(number)") } }
        #expect(!text.contains(Array("word2000".utf8)))
        #expect(text.contains([]))
        #expect(text.contains(Array("d1".utf8)))
        #expect(!text.contains(Array("x".utf8)))
        let empty = FilterText("")
        for _ in 0..<10 { #expect(!empty.contains(Array("abc".utf8))) }
    }

    @Test(
        "words are counted as readers count them",
        arguments: [
            ("", 0), ("One two  three.", 3), ("don't stop", 2), ("it’s", 1), ("新聞です。", 4), ("a-b c", 3), ("한국 신문", 2), ("3,5 %", 2),
        ] as [(String, Int64)])
    func words(text: String, count: Int64) {
        #expect(WordCount.count(in: text) == count)
    }
}
