import Bytes
import Filter
import Syndication

/// Loads ten thousand rules of each kind and evaluates them over a hundred items of some 5,000 characters, none of which they match: the dearest case.
///
/// Prints, for each kind, the time to load them, and the time a rule and item.

let words = [
    "government", "election", "match", "weather", "prices", "concert", "museum", "river", "bridge", "school", "doctor", "winter", "train",
    "market",
]
let foreign = [
    "правителство", "избори", "времето", "цени", "концерт", "музей", "река", "мост", "училище", "лекар", "зима", "влак", "пазар", "мач",
]

struct Noise {
    var state: UInt64 = 7
    mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(truncatingIfNeeded: (state >> 33) % UInt64(limit))
    }
}

func prose(_ count: Int, _ vocabulary: [String], _ seed: Int) -> String {
    var noise = Noise(state: UInt64(seed))
    return (0..<count).map { _ in vocabulary[noise.next(vocabulary.count)] + String(noise.next(10)) }.joined(separator: " ")
}

let items = (0..<100).map { index -> Item in
    var item = Item()
    let vocabulary = index % 2 == 0 ? words : foreign
    item.title = prose(8, vocabulary, index)
    item.url = "https://example.org/news/\(index)"
    item.contentText = prose(index % 2 == 0 ? 600 : 350, vocabulary, 1_000 + index)
    item.contentHTML = "<p>\(item.contentText)</p>"
    item.tags = ["News", "Sofia"]
    item.authors = [Person(name: "Desk")]
    item.published = Timestamp.now()
    return item
}

let kinds: [(String, (Int) -> String)] = [
    ("title ~ 'word'", { "title ~ 'horoscope\($0)'" }), ("text ~ 'word'", { "text ~ 'horoscope\($0)'" }),
    ("text ~ 'дума'", { "text ~ 'хороскоп\($0)'" }),
    ("text ~ '\\bword.*(one|other)\\b'", { "text ~ '\\bquiz\($0).*(night|evening)\\b'" }),
    ("text ~ 'present.*absent'", { "text ~ 'market\\d.*absent\($0)'" }),
    ("tag = 'x' and author != 'y'", { "tag = 'topic\($0)' and author != 'Somebody'" }),
    ("title ~ '^[A-Z]\\d+$', without a word", { "title ~ '^\\d{\(1 + $0 % 9)}\\W*$'" }),
    ("age > 7d and words < 100", { "age > \(1 + $0 % 300)d and words < 100" }),
]

let count = 10_000
for (name, make) in kinds {
    let texts = (0..<count).map(make)
    let clock = ContinuousClock()
    var rules = FilterRules()
    let loading = clock.measure { rules = FilterRules(exclude: texts.compactMap { try? FilterRule($0) }) }
    let evaluator = FilterEvaluator(now: .now())
    var dropped = 0
    let evaluation = clock.measure {
        for item in items where rules.verdict(on: FilterSubject(item), with: evaluator).drops { dropped += 1 }
    }
    let each = evaluation / (count * items.count)
    print("\(name): \(rules.exclude.count) rules loaded in \(loading); \(each) a rule and item; \(dropped) of \(items.count) items dropped")
}
