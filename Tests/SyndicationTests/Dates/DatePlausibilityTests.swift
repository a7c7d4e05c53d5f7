import Testing

@testable import Syndication

@Suite("The plausibility of dates")
struct DatePlausibilityTests {
    @Test("an implausible date is kept, with a warning")
    func implausibleDates() throws {
        let items = try read(
            "<rss><channel><item><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item><item><pubDate>2099-01-01</pubDate></item>"
                + "<item><pubDate>soon</pubDate></item></channel></rss>"
        ).items
        #expect(items.map { $0.published?.rfc3339 } == ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z", nil])
        #expect(items.allSatisfy { $0.warnings.count == 1 })
    }
}
