import Testing

@testable import Syndication

@Suite("Durations of podcasts")
struct PodcastDurationTests {
    @Test(
        "a duration is seconds, or up to three parts separated by colons",
        arguments: [
            ("3723", 3723), ("62:03", 3723), ("1:02:03", 3723), ("00:45:10.5", 2710.5), (" 1 : 2 ", 62), ("", nil), ("1:2:3:4", nil),
            ("-5", nil), ("1:-5", nil), ("inf", nil), ("1e300", nil), ("an hour", nil),
        ] as [(String, Double?)])
    func seconds(_ text: String, _ seconds: Double?) {
        #expect(PodcastDuration.seconds(text) == seconds)
    }
}
