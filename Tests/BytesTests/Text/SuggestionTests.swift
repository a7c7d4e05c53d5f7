import Testing

@testable import Bytes

@Suite("Suggestions")
struct SuggestionTests {
    @Test(
        "the nearest key is suggested if it is near enough",
        arguments: [
            ("intervall", "interval"), ("intreval", "interval"), ("interval-min", "interval_min"), ("INTERVAL", "interval"),
            ("urls", "url"),
            ("ulr", "url"), ("x", nil), ("", nil), ("frequency", nil),
        ] as [(String, String?)])
    func suggestions(word: String, meant: String?) {
        #expect(Suggestion.nearest(to: word, among: ["interval", "interval_min", "url", "timeout"]) == meant)
    }
}
