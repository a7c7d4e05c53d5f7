import Syndication
import Testing

@testable import Configuration

@Suite("Durations, sizes and suggestions")
struct ConfigurationTextTests {
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
        "a text that is no duration is guessed at",
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

    @Test(
        "a size is a whole number and perhaps a unit",
        arguments: [
            ("1000", 1_000), ("16MiB", 16_777_216), ("2GB", 2_000_000_000), ("512KiB", 524_288), ("3GiB", 3_221_225_472), ("7B", 7),
            ("", nil), ("MiB", nil), ("16 MiB", nil), ("16mib", nil), ("1.5MB", nil), ("-1", nil), ("9223372036854775807KB", nil),
            ("99999999999999999999", nil),
        ] as [(String, Int?)])
    func sizes(text: String, bytes: Int?) {
        #expect(SizeText.parse(text) == bytes)
    }

    @Test(
        "a text that is no size is guessed at",
        arguments: [("16M", "16MiB"), ("16 mb", "16MB"), ("1g", "1GiB"), ("5kb", "5KB"), ("5x", nil), ("x", nil), ("99999999999G", nil)]
            as [(String, String?)])
    func guessedSizes(text: String, meant: String?) {
        #expect(SizeText.guess(text) == meant)
    }

    @Test(
        "the nearest key is suggested, if it is near",
        arguments: [
            ("intervall", "interval"), ("intreval", "interval"), ("interval-min", "interval_min"), ("INTERVAL", "interval"),
            ("urls", "url"),
            ("ulr", "url"), ("x", nil), ("", nil), ("frequency", nil),
        ] as [(String, String?)])
    func suggestions(word: String, meant: String?) {
        #expect(Suggestion.nearest(to: word, among: ["interval", "interval_min", "url", "timeout"]) == meant)
    }
}
