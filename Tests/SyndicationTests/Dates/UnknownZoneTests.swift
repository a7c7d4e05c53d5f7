import Testing

@testable import Syndication

@Suite("Unknown time zones")
struct UnknownZoneTests {
    @Test(
        "a date in a zone of an unknown name is read as UTC, with a warning",
        arguments: [
            ("Mon, 02 Mar 2026 10:00:00 Asia/Seoul", "Asia/Seoul"), ("Mon, 02 Mar 2026 10:00:00 Pacific", "Pacific"),
            ("2026-03-02 10:00:00 (Europe/Sofia)", "Europe/Sofia"), ("02 Mar 2026 10:00 AM XQT", "XQT"),
        ])
    func unknown(_ date: String, _ zone: String) throws {
        for document in [
            "<rss><channel><item><pubDate>\(date)</pubDate></item></channel></rss>",
            #"{"version":"https://jsonfeed.org/version/1.1","title":"","items":[{"id":"1","content_text":"a","date_published":"\#(date)"}]}"#,
        ] {
            let item = try #require(try read(document).items.first)
            #expect(item.published?.rfc3339 == "2026-03-02T10:00:00Z")
            #expect(item.warnings == ["The time zone “\(zone)” is not known; the date was read as UTC."])
        }
    }

    @Test(
        "a date with an offset, a known zone or none has no unknown zone",
        arguments: [
            "Mon, 02 Mar 2026 10:00:00 GMT", "Mon, 02 Mar 2026 10:00:00 +0900 (XQT)", "2026-03-02T10:00:00-05:00 (Asia/Seoul)",
            "Mon, 02 Mar 2026 10:00:00 EST", "02 Mar 2026 10:00 PM", "2. März 2026, 10:00 Uhr", "2 Mar 2026", "2026-03-02T10:00:00Z",
            "Mon Mar 02 2026 10:00:00 GMT+0900 (Korean Standard Time)", "Mon, 02 Mar 2026 10:00:00 Etc/UTC", "",
        ])
    func known(_ date: String) {
        #expect(UnknownZone.name(in: date) == nil)
    }
}
