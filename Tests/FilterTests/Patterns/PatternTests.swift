import TestSupport
import Testing

@testable import Filter

@Suite("Patterns")
struct PatternTests {
    private func matches(_ pattern: String, _ text: String) throws -> Bool {
        let pattern = try Pattern(pattern)
        var machine = PatternMachine(pattern)
        var budget = 10_000_000
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBufferPointer { machine.matches($0, budget: &budget) }
        // What the evaluator asks first may not contradict the machine.
        if let required = pattern.required {
            let may = FilterText(text).mayMatch(required)
            if result == true { #expect(may, "the required text of \(pattern.text) is not in \(text)") }
            if may, required.isEnough { #expect(result == true, "the required text of \(pattern.text) is not enough for \(text)") }
        }
        #expect(result != nil)
        return result == true
    }

    @Test(
        "every construct matches what it should and nothing else",
        arguments: [
            // Characters, and sequences of them.
            ("", [""], []), ("a", ["a", "cat", "A"], ["", "b"]), ("cat", ["cat", "concatenation", "CAT"], ["ca t", "act"]),
            ("a b", ["a b"], ["ab"]), ("straße", ["STRAßE", "Straẞe"], ["strasse"]), ("😀", ["so 😀"], ["😁"]),
            // Case folding.
            ("жара", ["ЖАРА", "Жара!"], ["жар"]), ("ΟΔΟΣ", ["οδος", "οδοσ"], ["οδο"]), ("k", ["\u{212A}"], []), ("ſ", ["S", "s"], []),
            ("(?-i)Cat", ["a Cat"], ["cat", "CAT"]), ("(?-i:C)at", ["CAT", "Cat"], ["cat"]), ("(?-i)c(?i)at", ["cAT"], ["CAT"]),
            ("a(?-i)b|c", ["Ab", "c"], ["aB", "C"]), ("(a(?-i)b)c", ["AbC"], ["ABC"]), ("[a-z]1", ["Q1"], ["é1"]),
            ("[^a-z]1", ["é1"], ["Q1", "q1"]), ("(?-i)[A-Z]{2}", ["EU"], ["Eu"]), ("[À-Ý]", ["à", "É"], ["a"]), ("ı", ["ı"], ["i", "I"]),
            ("[ς]x", ["Σx", "σx"], ["sx"]), ("[\u{400}-\u{4FF}]", ["ж", "Ж"], ["z"]),
            // The dot.
            ("a.c", ["abc", "a😀c"], ["ac", "a\nc"]), ("(?s)a.c", ["a\nc"], ["ac"]), ("(?s:a.)c", ["a\nc"], []),
            // Anchors and boundaries.
            ("^cat", ["cats"], ["a cat", "x\ncat"]), ("(?m)^cat$", ["a\ncat\nb", "cat"], ["a cat"]),
            ("cat$", ["a cat"], ["cats", "cat\n"]),
            ("\\Acat\\z", ["cat"], ["cats", "a cat"]), ("(?m)\\Acat", ["cat"], ["x\ncat"]),
            ("\\bcat\\b", ["the cat.", "cat"], ["cats", "concat", "cat1"]),
            ("\\bжар", ["о жаре"], ["пожар"]), ("\\Bcat", ["concat"], ["cat", "a cat"]), ("^$", [""], ["a"]),
            ("a\\b", ["a", "a b"], ["ab"]),
            ("$^", [""], ["a"]), ("(^a|b)c", ["ac", "xbc"], ["xac"]), ("x*^a", ["a"], ["ba"]),
            // Alternatives and groups.
            ("cat|dog", ["a dog", "cat"], ["cow"]), ("(cat|dog)s?$", ["dogs", "cat"], ["dogsx"]),
            ("c(a|o|)t", ["cat", "cot", "ct"], ["cut"]),
            ("(?:ab)+c", ["ababc"], ["ac"]), ("(?<name>a)(?P<n2>b)(?'n3'c)", ["abc"], ["ab"]), ("a(?#what?)b", ["ab"], []),
            ("()a", ["a"], []),
            ("|a", ["", "b"], []), ("((((a))))", ["a"], ["b"]),
            // Repetitions.
            ("ab*c", ["ac", "abbbc"], ["adc"]), ("ab+c", ["abc"], ["ac"]), ("ab?c", ["ac", "abc"], ["abbc"]), ("ab*?c", ["abbc"], ["ad"]),
            ("ab+?c", ["abbc"], ["ac"]), ("ab??c", ["ac"], ["abbc"]), ("^a{3}$", ["aaa"], ["aa", "aaaa"]),
            ("^a{2,}$", ["aa", "aaaaa"], ["a"]),
            ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]), ("^a{,2}$", ["", "aa"], ["aaa"]), ("^a{0}$", [""], ["a"]),
            ("a{2}?b", ["aab"], ["ab"]),
            ("a{x}", ["a{x}"], ["ax"]), ("a{", ["a{"], ["a"]), ("a{,}", ["a{,}"], ["aa"]), ("(a*)*b", ["aab", "b"], ["a"]),
            ("(a|b)*?c", ["abc", "c"], ["ab"]), ("(a*)+$", ["", "b"], []), ("^(ab|a){2}$", ["aba", "aa", "abab"], ["ab", "a"]),
            ("\\d{2}:\\d{2}", ["12:34"], ["1:234"]),
            // Classes.
            ("[abc]x", ["bx"], ["dx"]), ("[^abc]x", ["dx"], ["ax", "x"]), ("[a-cx-z]1", ["b1", "y1"], ["d1"]), ("[]]", ["]"], ["["]),
            ("[^]]", ["a"], ["]"]), ("[-a]", ["-"], ["b"]), ("[a-]", ["-"], ["b"]), ("[\\]]", ["]"], ["a"]), ("[\\d-]", ["-", "5"], ["a"]),
            ("[\\w.]+@", ["a.b@"], [" @"]), ("[^\\w\\s]", ["!"], ["a b"]), ("[.]", ["."], ["a"]), ("[[:alpha:]]1", ["я1"], ["11"]),
            ("[[:^digit:]]", ["a"], ["1"]), ("[a[:digit:]]", ["5", "A"], ["b"]), ("[[]", ["["], ["a"]), ("[\\b]", ["\u{8}"], ["b"]),
            ("[\\x41-\\x43]", ["b"], ["d"]), ("[ab&&b]", ["&"], ["c"]), ("[\\n\\t]", ["\n"], ["n"]), ("[\\D]", ["x"], ["1"]),
            // Escapes.
            ("\\d", ["5", "٣"], ["a", "½"]), ("\\D", ["a"], ["12"]), ("\\w", ["é", "_", "7", "字"], ["-", " "]), ("\\W", ["-"], ["ab"]),
            ("a\\sb", ["a b", "a\u{A0}b", "a\nb"], ["ab"]), ("\\S", ["a"], [" \n"]), ("a\\hb", ["a\tb"], ["a\nb"]), ("\\H", ["\n"], [" "]),
            ("\\.", ["."], ["a"]), ("\\\\", ["\\"], ["/"]), ("\\$\\^", ["$^"], ["$"]), ("\\x41\\u0042\\x{43}\\u{44}", ["abcd"], ["ab"]),
            ("\\x{1F600}", ["😀"], ["😁"]), ("\\Qa.b*\\E+", ["a.b*", "A.B**"], ["aab"]), ("\\Qa|b", ["a|b"], ["a"]),
            ("a\\Rb", ["a\r\nb", "a\nb"], ["ab"]),
            ("\\t", ["\t"], ["t"]), ("\\-\\/\\'", ["-/'"], []), ("é", ["É"], ["e"]), ("\\0", ["\0"], ["0"]),
            // Properties.
            ("\\pL", ["я"], ["1"]), ("\\p{L}\\p{Nd}", ["é1"], ["11"]), ("\\PL", ["1"], ["ab"]), ("\\p{^L}", ["1"], ["ab"]),
            ("\\p{Sc}", ["5 €"], ["5"]),
            ("(?-i)^\\p{Lu}+$", ["ÉCOLE"], ["École"]), ("(?-i)^[^\\p{Ll}]+$", ["SALE 50%!"], ["Sale"]), ("\\p{Cyrillic}", ["Жук"], ["bug"]),
            ("\\p{Script=Greek}", ["ω"], ["o"]), ("\\p{sc=Han}", ["新聞"], ["ニュース"]), ("\\p{IsHebrew}", ["שלום"], ["salam"]),
            ("^\\p{Latin}+$", ["Köln"], ["Кёльн"]),
            ("\\p{Emoji}", ["hot 🔥"], ["5 #1"]), ("\\p{Alphabetic}", ["ł"], ["5"]), ("\\p{P}", ["«"], ["a"]),
            ("\\p{Arabic}", ["خبر"], ["123"]),
            ("\\p{Hangul}\\p{Katakana}\\p{Hiragana}\\p{Thai}", ["한カかก"], []), ("\\p{Letter}", ["a"], ["1"]),
        ] as [(String, [String], [String])])
    func constructs(pattern: String, matching: [String], others: [String]) throws {
        for text in matching { #expect(try matches(pattern, text), "\(pattern) should match \(text)") }
        for text in others { #expect(try !matches(pattern, text), "\(pattern) should not match \(text)") }
    }

    @Test(
        "what is no expression is refused where it is wrong",
        arguments: [
            ("(a", 0), ("a)", 1), ("ab(", 2), ("[a", 0), ("x[", 1), ("a[b-a]", 2), ("*a", 0), ("a|*b", 2), ("a**", 2), ("a+{2}", 2),
            ("é++", 3),
            ("a{3,2}", 1), ("a{1001}", 2), ("a\\", 1), ("\\q", 0), ("é\\1", 2), ("(a)\\k<n>", 3), ("(?=a)", 0), ("(?!a)", 0),
            ("x(?<=a)", 1),
            ("(?<!a)", 0), ("(?>a)", 0), ("(?R)", 0), ("(?P=n)", 0), ("(?x)a", 2), ("(?i", 0), ("\\p{Foo}", 0), ("\\p{L", 0), ("\\p", 0),
            ("\\x{110000}", 0),
            ("\\u12", 0), ("\\xZZ", 0), ("[\\d-z]", 1), ("[[:foo:]]", 1), ("\\p{Lu}", 0), ("[[:upper:]]", 1), ("[^\\p{Ll}]", 2), ("{2}", 0),
            ("(*SKIP)", 0),
            ("(?<n", 0), ("[a\\B]", 2), ("\\X", 0), ("(((a{100}){100}){100})", 2), ("(a{1000}){4}b{1000}", 0), ("(?#a", 0),
            (String(repeating: "(", count: 101), 100),
        ] as [(String, Int)])
    func mistakes(pattern: String, offset: Int) {
        #expect { try Pattern(pattern) } throws: { ($0 as? FilterError)?.offset == offset }
    }

    @Test("a hint says what to do about what is not supported")
    func hints() {
        #expect { try Pattern("(?!a)") } throws: { "\($0)".contains("combine two rules") }
        #expect { try Pattern("\\p{Lu}") } throws: { "\($0)".contains("(?-i)") }
        #expect { try Pattern("\\p{Cyrilic}") } throws: { "\($0)".contains("did you mean \\p{Cyrillic}?") }
        #expect { try Pattern("(a)\\1") } throws: { "\($0)".contains("linear time") }
    }

    // MARK: - Cost

    @Test(
        "matching takes work in proportion to the text",
        arguments: [
            "(a*)*b", "(a|a)*b", "(a|aa)+$b", "([a-z]+)*!", "(.*)*(.*)*(.*)*!", "a{0,300}a{300}b", "(x+x+)+y", "^(a?){50}a{50}b",
            "(a|b|ab)*c",
            ".*.*.*=.*", "[ab]*a[ab]{200}c",
        ])
    func linearity(pattern: String) throws {
        let compiled = try Pattern(pattern)
        let size = PatternMachine(compiled).size
        var steps: [Int] = []
        for length in [500, 1_000, 2_000] {
            var noise = Noise(seed: 7)
            let text =
                (0..<length).map { _ in [UInt8(ascii: "a"), UInt8(ascii: "b")][noise.next(2)] }
                + Array(repeating: UInt8(ascii: "a"), count: length)
            var machine = PatternMachine(compiled)
            var budget = Int.max / 2
            _ = text.withUnsafeBufferPointer { machine.matches($0, budget: &budget) }
            steps.append(machine.steps)
            #expect(machine.steps <= 4 * text.count * (size + 1))
        }
        #expect(steps[2] <= 5 * steps[0] + 4 * size * size)
    }

    @Test("the states that are kept are limited, and forgetting them changes no result")
    func forgetting() throws {
        let compiled = try Pattern("[ab]*a[ab]{14}c")
        var machine = PatternMachine(compiled)
        var noise = Noise(seed: 3)
        var text = (0..<20_000).map { _ in [UInt8(ascii: "a"), UInt8(ascii: "b")][noise.next(2)] }
        var budget = Int.max / 2
        #expect(text.withUnsafeBufferPointer { machine.matches($0, budget: &budget) } == false)
        text += Array("abbbbbbbbbbbbbbc".utf8)
        #expect(text.withUnsafeBufferPointer { machine.matches($0, budget: &budget) } == true)
        #expect(machine.stateCount <= 1_024)
    }

    @Test("a pattern stops where its budget ends")
    func budget() throws {
        var machine = PatternMachine(try Pattern("[ab]*a[ab]{200}c"))
        var noise = Noise(seed: 3)
        let text = (0..<5_000).map { _ in [UInt8(ascii: "a"), UInt8(ascii: "b")][noise.next(2)] }
        var budget = 10_000
        #expect(text.withUnsafeBufferPointer { machine.matches($0, budget: &budget) } == nil)
        #expect(budget <= 0)
        #expect(machine.steps < 20_000)
    }

    @Test("random expressions neither trap nor contradict what they require")
    func random() throws {
        let parts = [
            "a", "b", "é", "Ж", "(", ")", "[", "]", "^", "$", "|", "*", "+", "?", "{2}", "{1,3}", "\\b", "\\d", "\\w", ".", "\\", "-",
            "(?:", "(?-i)", "[^",
            "\\p{L}", "\\p{", "}", "1", " ", "\\Q", "\\E", "[[:alpha:]]", "(?i:", ":", "\\x{41}", "ſ", "K", "𝒳", "(?m)", "\n",
        ]
        let texts = ["", "a", "ab", "bé1 Ж", "AAbb\nÉ a1", "ss K k 𝒳 жЖ --", "a(b)[]{2}"]
        var noise = Noise(seed: 11)
        var read = 0
        for _ in 0..<4_000 {
            let pattern = (0..<1 + noise.next(9)).map { _ in parts[noise.next(parts.count)] }.joined()
            guard (try? Pattern(pattern)) != nil else { continue }
            read += 1
            for text in texts { _ = try matches(pattern, text) }
        }
        #expect(read > 400)
    }
}
