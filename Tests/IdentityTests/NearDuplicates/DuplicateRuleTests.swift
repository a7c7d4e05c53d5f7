import Bytes
import Journal
import Syndication
import TestSupport
import Testing

@testable import Identity

@Suite("What repeats what")
struct DuplicateRuleTests {
    private let rule = DuplicateRule(threshold: 0.6)

    private func signature(_ words: [String]) throws -> Signature {
        try #require(Signature(Shingles([TextFolding(Prose.text(words)).bytes])))
    }

    private func story(_ item: Int64, source: Int64, _ words: [String], repeats original: Int64? = nil) throws -> KnownStory {
        KnownStory(
            item: item, source: source, original: ItemKey(high: 0, low: UInt64(original ?? item)), repeats: original != nil,
            at: Timestamp(milliseconds: 0), signature: try signature(words))
    }

    /// The item that is named as the original of `words`, as its key has it.
    private func original(_ words: [String], source: Int64 = 9, item: Int64? = nil, _ stories: [KnownStory]) throws -> UInt64? {
        rule.original(of: try signature(words), source: source, item: item, among: stories)?.story.original.low
    }

    @Test("a text with one word in twenty another repeats, one with one in five does not")
    func threshold() throws {
        var prose = Prose(seed: 21)
        let words = prose.words(300)
        let stories = [try story(1, source: 1, words)]
        #expect(try original(prose.replacing(oneIn: 20, of: words), stories) == 1)
        #expect(try original(prose.replacing(oneIn: 5, of: words), stories) == nil)
        #expect(try original(prose.words(300), stories) == nil)
        let similarity = try #require(rule.original(of: try signature(words), source: 2, among: stories)).similarity
        #expect(similarity == 1)
    }

    @Test("a text cut to a third is contained in the whole, and the whole contains it")
    func containment() throws {
        var prose = Prose(seed: 22)
        let words = prose.words(600)
        let third = Array(words[..<200])
        #expect(try original(third, [try story(1, source: 1, words)]) == 1)
        #expect(try original(words, [try story(1, source: 1, third)]) == 1)
        #expect(rule.similarity(try signature(words), try signature(third)) > 0.85)
        // Half of the third is another text.
        #expect(try original(third[..<80] + prose.words(120), [try story(1, source: 1, words)]) == nil)
    }

    @Test("the earliest is named, and of a group its first")
    func earliest() throws {
        var prose = Prose(seed: 23)
        let words = prose.words(200)
        let stories = [try story(4, source: 1, words), try story(7, source: 2, words, repeats: 4), try story(8, source: 3, words)]
        #expect(try original(words, stories) == 4)
        #expect(try original(words, Array(stories.dropFirst())) == 4)
    }

    @Test("a source does not repeat itself, nor what others made of its own story")
    func own() throws {
        var prose = Prose(seed: 24)
        let words = prose.words(200)
        #expect(try original(words, source: 1, [try story(1, source: 1, words)]) == nil)
        let copied = [try story(1, source: 1, words), try story(2, source: 2, words, repeats: 1)]
        #expect(try original(words, source: 1, copied) == nil)
        #expect(try original(words, source: 3, copied) == 1)
    }

    @Test("an updated item repeats what came before it, not what came after, and not itself")
    func update() throws {
        var prose = Prose(seed: 25)
        let words = prose.words(200)
        let stories = [try story(3, source: 1, words), try story(5, source: 2, words), try story(6, source: 3, words)]
        #expect(try original(words, source: 2, item: 5, stories) == 3)
        #expect(try original(words, source: 1, item: 3, stories) == nil)
    }

    @Test("a headline and a line repeat only what is nearly the same")
    func short() throws {
        var prose = Prose(seed: 26)
        let words = prose.words(30)
        var (other, another) = (words, words)
        other[0] = "another"
        for place in [9, 18] { another[place] = "another" }
        let stories = [try story(1, source: 1, words)]
        #expect(try original(words, stories) == 1)
        #expect(try original(other, stories) == 1)
        let similarity = rule.similarity(try signature(words), try signature(another))
        #expect(similarity > 0.6 && similarity < DuplicateRule.shortThreshold)
        #expect(try original(another, stories) == nil)
        // Contained in a long one, it says too little.
        let line = Array(words.prefix(20))
        #expect(try original(line, [try story(1, source: 1, line + prose.words(60))]) == nil)
    }

    @Test("a phrase that a source repeats makes no duplicate, in the other source or in its own")
    func phrase() throws {
        var prose = Prose(seed: 27)
        let phrase = prose.words(25)
        #expect(try original(phrase, [try story(1, source: 1, phrase)]) == 1)
        #expect(try original(phrase, [try story(1, source: 1, phrase), try story(2, source: 1, phrase)]) == nil)
        #expect(try original(phrase, [try story(1, source: 1, phrase), try story(2, source: 9, phrase)]) == nil)
    }

    @Test("a few words beside a phrase that a source repeats are too few to make a duplicate")
    func phraseAndLittle() throws {
        var prose = Prose(seed: 30)
        let phrase = prose.words(150)
        let words = phrase + prose.words(2)
        let stories = try [story(1, source: 1, words)] + (2...5).map { try story($0, source: 1, phrase + prose.words(15)) }
        #expect(try original(words, stories) == nil)
    }

    @Test("boilerplate that fills most of a text makes no duplicate, once others of the source have it too")
    func boilerplate() throws {
        var prose = Prose(seed: 28)
        let boilerplate = prose.words(120)
        let stories = try (1...4).map { try story($0, source: 1, prose.words(20) + boilerplate) }
        #expect(rule.similarity(stories[0].signature, stories[1].signature) > 0.6)
        #expect(try original(prose.words(20) + boilerplate, stories) == nil)
        // The same story with the same boilerplate is a duplicate all the same.
        let words = prose.words(60)
        #expect(try original(words + boilerplate, stories + [try story(9, source: 1, words + boilerplate)]) == 9)
    }

    @Test("a long text that a source carries three times is no phrase")
    func republished() throws {
        var prose = Prose(seed: 29)
        let words = prose.words(200)
        let stories = try (1...3).map { try story($0, source: 1, words) }
        #expect(try original(words, stories) == 1)
    }
}
