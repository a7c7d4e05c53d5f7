import Bytes
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

    @Test(
        "a date in year 1 is none, and another one takes its place",
        arguments: [
            "<pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate>", "<pubDate>0001-01-01T00:00:00Z</pubDate>",
            "<lastBuildDate>0001-01-01T02:00:00+02:00</lastBuildDate>", "<pubDate>Sat, 01 Jan 0001 00:00:00 GMT</pubDate>",
        ])
    func unset(_ date: String) throws {
        let (feed, items) = try read(
            "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>\(date)<item>\(date)</item>"
                + "<item>\(date)<dc:date>2026-01-01</dc:date></item></channel></rss>")
        #expect(items.map { $0.published?.rfc3339 } == [nil, "2026-01-01T00:00:00Z"])
        #expect(items.map(\.modified) == [nil, nil])
        #expect(feed.published == nil && feed.updated == nil)
        #expect(feed.warnings.isEmpty && items.allSatisfy(\.warnings.isEmpty))
    }

    @Test("a date in year 1 of a JSON Feed is none")
    func unsetInJSON() throws {
        let item = try read(
            #"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "date_published": "0001-01-01T00:00:00Z"}]}"#
        ).items.first
        #expect(item?.published == nil)
        #expect(item?.warnings == [])
    }

    @Test(
        "dates from 1990 to two days ahead get no warning",
        arguments: [
            ("1989-12-31T23:59:59Z", 1), ("1990-01-01T00:00:00Z", 0), ("2026-11-22T10:00:00Z", 0), ("2026-11-24T10:00:00Z", 0),
            ("2026-11-24T10:00:01Z", 1), ("2027-01-01T00:00:00Z", 1),
        ])
    func tolerance(_ date: String, _ warnings: Int) throws {
        let now = try #require(Timestamp(rfc3339: "2026-11-22T10:00:00Z"))
        var item = Item()
        item.published = Timestamp(rfc3339: date)
        DatePlausibility.check(&item, now: now)
        #expect(item.warnings.count == warnings)
    }
}
