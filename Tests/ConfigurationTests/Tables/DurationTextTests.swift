import Testing

@testable import Configuration

@Suite("Durations")
struct DurationTextTests {
    @Test(
        "a duration is a whole number and one unit",
        arguments: [
            ("90s", 90), ("15m", 900), ("6h", 21_600), ("30d", 2_592_000), ("0s", 0), ("36500d", 3_153_600_000), ("36501d", nil),
            ("", nil), ("s", nil), ("5", nil), ("1.5h", nil), ("+5m", nil), ("-5m", nil), ("5 m", nil), ("5M", nil), ("1h30m", nil),
            ("٣s", nil), ("9223372036854775807s", nil), ("9223372036854775807d", nil),
        ] as [(String, Int64?)])
    func durations(text: String, seconds: Int64?) {
        #expect(DurationText.parse(text) == seconds.map { .seconds($0) })
    }

    @Test(
        "the duration that a malformed text means is guessed",
        arguments: [
            ("1h30m", "90m"), ("30 min", "30m"), ("2 Weeks", "14d"), ("1 day", "1d"), ("1.5h", nil), ("m", nil), ("0s", nil), ("5", nil),
            ("99999999999d", nil), ("36500d36500d", nil),
        ] as [(String, String?)])
    func guessedDurations(text: String, meant: String?) {
        #expect(DurationText.guess(text) == meant)
    }

    @Test("a duration is written in the largest unit that divides it", arguments: ["0s", "90s", "15m", "36h", "2d", "61s"])
    func writtenDurations(text: String) throws {
        #expect(DurationText.write(try #require(DurationText.parse(text))) == text)
    }
}
