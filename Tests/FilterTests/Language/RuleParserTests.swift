import TestSupport
import Testing

@testable import Filter

@Suite("Rules")
struct RuleParserTests {
    @Test(
        "a rule is read, and written as it would be written again",
        arguments: [
            ("title ~ 'horoscope'", "title ~ 'horoscope'"), ("TITLE~\"a\"", "title ~ 'a'"),
            ("tags has 'sport' and not author = 'Desk'", "tag has 'sport' and author != 'Desk'"),
            ("a" + "ge > 168h or words<100", "age > 7d or words < 100"),
            ("authors != 'x' AND (url has \"y\" OR has attachment)", "author != 'x' and (url has 'y' or has attachment)"),
            ("title ~ 'a' and title ~ 'b' or title ~ 'c' and title ~ 'd'", "title ~ 'a' and title ~ 'b' or title ~ 'c' and title ~ 'd'"),
            ("title ~ 'a' and (title ~ 'b' and title ~ 'c')", "title ~ 'a' and (title ~ 'b' and title ~ 'c')"),
            ("((title = ''))", "title = ''"),
            ("not (title = 'a' or title = 'b')", "not (title = 'a' or title = 'b')"), ("not not title = 'a'", "not title != 'a'"),
            ("not has date", "not has date"), ("not title !~ 'x'", "not title !~ 'x'"), ("not words < 5", "not words < 5"),
            ("not words = 5", "words != 5"),
            ("title = 'it\\'s'", "title = 'it\\'s'"), ("title = \"it's\"", "title = 'it\\'s'"),
            ("title = 'a\\\\b\\n\\t\\r\\u{416}\\u{7}'", "title = 'a\\\\b\\n\\t\\rЖ\\u{7}'"),
            ("title ~ 'a\\'b\\\\\\d'", "title ~ 'a\\'b\\\\\\d'"), ("title ~ \"a\\\"b'c\"", "title ~ 'a\"b\\'c'"),
            ("date < 2026-01-31", "date < 2026-01-31"), ("date >= 2026-01-31T12:00:00+02:00", "date >= 2026-01-31T10:00:00Z"),
            ("date = 1969-12-31", "date = 1969-12-31"),
            ("duration >= 90m", "duration >= 90m"), ("duration <= 3600s", "duration <= 1h"), ("age < -1d", "age < -1d"),
            ("age = 0s", "age = 0s"),
            ("language = 'de'", "language = 'de'"), ("attachment ~ '^audio/'", "attachment ~ '^audio/'"),
            ("html has '<video'", "html has '<video'"),
            ("\ttext  has\n'x' ", "text has 'x'"),
        ] as [(String, String)])
    func writing(text: String, written: String) throws {
        let rule = try FilterRule(text)
        #expect(rule.description == written)
        #expect(try FilterRule(written) == rule)
    }

    @Test(
        "a mistake is found where it is, and explained",
        arguments: [
            ("", 0, "the rule is empty", "write one such as"), ("   ", 0, "the rule is empty", nil),
            ("titel ~ 'x'", 0, "unknown field 'titel'", "did you mean 'title'?"),
            ("title ~ 'x' and contents ~ 'y'", 16, "unknown field 'contents'", nil),
            ("content ~ 'y'", 0, "unknown field 'content'", "did you mean 'text'?"),
            ("category = 'x'", 0, "unknown field 'category'", "did you mean 'tag'?"),
            ("frobnicate = 'x'", 0, "unknown field 'frobnicate'", "write title, url,"),
            ("заголовок = 'x'", 0, "unknown field 'заголовок'", nil),
            ("title", 5, "'title' is followed by the end of the rule", "~, !~, =, != or has"),
            ("title ~", 7, "not with the end of the rule", nil),
            ("title ~ horoscope", 8, "not with 'horoscope'", "write it in quotes: 'horoscope'"),
            ("title ~ 'abc", 8, "the text is not closed", "add '"),
            ("title ~ \"abc'", 8, "the text is not closed", "add \""), ("title < 'a'", 6, "'title' is text", "~, !~, =, != or has"),
            ("text < 100", 5, "'text' is text", "'words'"), ("age ~ '7d'", 4, "'age' is no text", "=, !=, <"),
            ("age has '7d'", 4, "'has' cannot compare 'age'", nil),
            ("age > 7", 6, "'age' is compared with a duration", "write a unit, such as 7d"),
            ("age > '7d'", 6, "not with a text", "without quotes"),
            ("age > 2026-01-31", 6, "not with a date", "compare 'date'"), ("date > 7d", 7, "not with a duration", "compare 'age'"),
            ("words > 7d", 8, "a number such as", nil),
            ("words > 1.5", 8, "'1.5' is no number", "whole number"), ("age > 2w", 6, "'2w' is no number", "write 14d"),
            ("age > 3months", 6, "no number", "write 90d"),
            ("date > 2026-02-30", 7, "'2026-02-30' is no number, duration or date", nil),
            ("date > 2026-01-31T12:00", 7, "no number", "RFC".isEmpty ? nil : "2026-01-31T12:00:00Z"),
            ("age > 99999999999d", 6, "no number", nil), ("words > 99999999999999999999", 8, "no number", nil),
            ("title == 'x'", 6, "unknown sign '=='", "write ="), ("title =~ 'x'", 6, "unknown sign '=~'", "write ~"),
            ("title = 'x' && words > 1", 12, "unknown sign '&&'", "write and"),
            ("title = 'x' || words > 1", 12, "unknown sign '||'", "write or"), ("!title = 'x'", 0, "unknown sign '!'", "write not"),
            ("!(title = 'x')", 0, "unknown sign '!'", "write not"),
            ("title contains 'x'", 6, "unknown comparison 'contains'", "write 'has'"),
            ("title is 'x'", 6, "unknown comparison 'is'", "write '='"),
            ("(title = 'x'", 0, "'(' is not closed", "add ')'"), ("title = 'x')", 11, "')' closes nothing", nil),
            ("title = 'x' words > 5", 12, "'words' does not belong here", "'and' or 'or'"),
            ("title = 'x' and", 15, "expected a comparison", nil), ("and title = 'x'", 0, "expected a field, and not 'and'", nil),
            ("not", 3, "expected a comparison", nil), ("'x' = title", 0, "expected a comparison, and not a text", nil),
            ("has 'x'", 4, "'has' takes a field", nil), ("has foo", 4, "unknown field 'foo'", nil),
            ("title = ‘x’", 8, "unknown character ‘", "straight quotes"), ("title ~ /x/", 8, "unknown character '/'", "in quotes"),
            ("title = 'a\\q'", 10, "unknown escape", nil), ("title = '\\u{110000}'", 9, "not the number of a character", nil),
            ("title = '\\u41'", 9, "not the number of a character", nil),
            ("title ~ 'é(a'", 11, "'(' is not closed", nil), ("title ~ 'it\\'s (a'", 15, "'(' is not closed", nil),
            ("url ~ \"x(?=y)\"", 8, "lookahead", nil), ("title ~ 'a' or title ~ '[z'", 24, "'[' is not closed", nil),
            ("title ~ '\u{8}cat'", 9, "control character", "single quotes"), ("title = 'a\u{C}'", 10, "control character", nil),
            ("title ~ 'ab\\'", 8, "the text is not closed", nil),
            (String(repeating: "(", count: 65) + "title = 'x'", 64, "nested deeper", nil),
            (String(repeating: "not ", count: 65) + "title = 'x'", 256, "nested deeper", nil),
            ("title = '" + String(repeating: "x", count: 20_000) + "'", 0, "longer than 16 KiB", nil),
        ] as [(String, Int, String, String?)])
    func mistakes(text: String, offset: Int, message: String, hint: String?) {
        #expect {
            try FilterRule(text)
        } throws: { error in
            guard let error = error as? FilterError else { return false }
            return error.offset == offset && error.message.contains(message) && (hint.map { error.hint?.contains($0) == true } ?? true)
        }
    }

    // MARK: - Properties

    @Test("random text never traps, and is refused within its bounds")
    func randomText() {
        let parts = [
            "title", "age", "tags", "words", "date", "language", " ", "~", "!~", "=", "!=", "<", "has", "and", "or", "not", "(", ")", "'",
            "\"", "\\", "a", "7d", "12", "-",
            "2026-01-31", "é", "\u{1F600}", "\n", "[", "*", "(?", "\\u{", "}", "\0", ":", "99999999999999999999", "T12:00:00Z", "!", "&&",
            "\u{2018}",
        ]
        var noise = Noise(seed: 5)
        for _ in 0..<20_000 {
            let text = (0..<noise.next(14)).map { _ in parts[noise.next(parts.count)] }.joined()
            do {
                let rule = try FilterRule(text)
                #expect(try FilterRule(rule.description) == rule)
            } catch {
                if error.offset < 0 || error.offset > text.utf8.count { Issue.record("offset \(error.offset) of \(text)") }
            }
        }
    }

    @Test("every rule, written and read again, is the same rule")
    func roundTrip() throws {
        var noise = Noise(seed: 9)
        for _ in 0..<5_000 {
            let expression = Self.expression(&noise, depth: 4)
            if try FilterRule(expression.text).expression != expression { Issue.record("\(expression.text) is read as another rule") }
        }
    }

    private static func expression(_ noise: inout Noise, depth: Int) -> Expression {
        switch depth == 0 ? 3 : noise.next(6) {
        case 0: return .and((0..<2 + noise.next(3)).map { _ in expression(&noise, depth: depth - 1) })
        case 1: return .or((0..<2 + noise.next(3)).map { _ in expression(&noise, depth: depth - 1) })
        case 2: return .not(expression(&noise, depth: depth - 1))
        default: return .condition(condition(&noise))
        }
    }

    private static func condition(_ noise: inout Noise) -> Condition {
        let texts = Field.allCases.filter { $0.kind == .text || $0.kind == .list }
        let relations: [Relation] = [.equal, .less, .lessOrEqual, .greater, .greaterOrEqual]
        let relation = relations[noise.next(5)]
        let characters = ["a", "'", "\"", "\\", "\n", "\t", "\r", "é", " ", "{", "}", "\0", "😀", "u", ")"]
        let text = FoldedText((0..<noise.next(6)).map { _ in characters[noise.next(characters.count)] }.joined())
        let seconds = Int64(noise.next(3) - 1) * Int64(noise.next(4_000_000))
        switch noise.next(8) {
        case 0: return .present(Field.allCases[noise.next(Field.allCases.count)])
        case 1:
            let patterns = ["a'b", "\\d+", "\\\\'", "\"x\"", "[^']+\n", "é|ж", "", "\\\\\\\\", "(?-i)X"]
            guard let pattern = try? Pattern(patterns[noise.next(patterns.count)]) else { return .present(.title) }
            return .matches(texts[noise.next(texts.count)], pattern)
        case 2: return .equals(texts[noise.next(texts.count)], text)
        case 3: return .has(texts[noise.next(texts.count)], text)
        case 4: return .words(relation, Int64(noise.next(2_000) - 1_000))
        case 5: return .duration(relation, seconds)
        case 6: return .age(relation, seconds)
        default:
            let moment = DateLiteral.moment(.init(milliseconds: Int64(noise.next(2_000_000_000)) * 1_000 + Int64(noise.next(1_000))))
            return .date(relation, noise.next(2) == 0 ? .day(noise.next(40_000) - 10_000) : moment)
        }
    }
}
