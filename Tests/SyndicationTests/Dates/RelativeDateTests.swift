import Bytes
import Testing

@testable import Syndication

@Suite("Relative dates")
struct RelativeDateTests {
    /// 2026-11-22T10:00:00Z, a Sunday.
    private static let now = Timestamp(milliseconds: 1_795_341_600_000)

    @Test(
        "what has passed is subtracted from the time of the poll",
        arguments: [
            ("3 hours ago", 3 * 3_600), ("3 hrs. ago", 3 * 3_600), ("an hour ago", 3_600), ("1 day, 4 hours ago", 28 * 3_600),
            ("posted 5 min ago", 300),
            ("2 weeks ago", 14 * 86_400), ("30 seconds ago", 30), ("5d ago", 5 * 86_400), ("one year ago", 365 * 86_400),
            ("3 months ago", 90 * 86_400),
            ("vor 2 Stunden", 7_200), ("vor einer Stunde", 3_600), ("vor 5 Minuten", 300), ("vor 3 Tagen", 3 * 86_400),
            ("vor 2 Wochen", 14 * 86_400),
            ("il y a 3 heures", 3 * 3_600), ("il y a un jour", 86_400), ("hace 2 días", 2 * 86_400), ("hace una hora", 3_600),
            ("3 ore fa", 3 * 3_600),
            ("2 giorni fa", 2 * 86_400), ("há 3 horas", 3 * 3_600), ("fa 2 hores", 7_200), ("3 uur geleden", 3 * 3_600),
            ("for 3 timer siden", 3 * 3_600),
            ("för 2 timmar sedan", 7_200), ("2 tuntia sitten", 7_200), ("3 godziny temu", 3 * 3_600), ("před 2 hodinami", 7_200),
            ("pred 3 dňami", 3 * 86_400),
            ("2 órával ezelőtt", 7_200), ("acum 3 zile", 3 * 86_400), ("prije 2 sata", 7_200), ("2 saat önce", 7_200),
            ("3 часа назад", 3 * 3_600),
            ("час назад", 3_600), ("5 минут назад", 300), ("преди 3 часа", 3 * 3_600), ("преди 2 дни", 2 * 86_400), ("преди 5 минути", 300),
            ("2 години тому", 7_200),
            ("πριν από 3 ώρες", 3 * 3_600), ("3 jam yang lalu", 3 * 3_600), ("2 tundi tagasi", 7_200), ("pirms 3 stundām", 3 * 3_600),
            ("prieš 2 valandas", 7_200),
            ("منذ 3 ساعات", 3 * 3_600), ("לפני 3 שעות", 3 * 3_600), ("3 घंटे पहले", 3 * 3_600), ("3 ชั่วโมงที่แล้ว", 3 * 3_600),
            ("3小时前", 3 * 3_600),
            ("2時間前", 7_200), ("5分前", 300), ("3시간 전", 3 * 3_600), ("2天前", 2 * 86_400), ("3 days ago", 3 * 86_400), ("just now", 0),
            ("gerade eben", 0),
        ])
    func past(text: String, seconds: Int) {
        #expect(RelativeDate.parse(text, now: Self.now) == Timestamp(milliseconds: Self.now.milliseconds - Int64(seconds) * 1_000))
    }

    @Test(
        "days are those of the time zone",
        arguments: [
            ("yesterday", 0, "2026-11-21T00:00:00Z"), ("Yesterday at 14:30", 0, "2026-11-21T14:30:00Z"),
            ("today, 9:05 am", 0, "2026-11-22T09:05:00Z"),
            ("yesterday, 3 PM", 0, "2026-11-21T15:00:00Z"), ("gestern, 14:30 Uhr", 60, "2026-11-21T13:30:00Z"),
            ("heute", 120, "2026-11-21T22:00:00Z"),
            ("вчера, 14:30", 180, "2026-11-21T11:30:00Z"), ("днес", 0, "2026-11-22T00:00:00Z"), ("hier à 8:00", 0, "2026-11-21T08:00:00Z"),
            ("昨天 14:30", 480, "2026-11-21T06:30:00Z"),
            ("i går", 0, "2026-11-21T00:00:00Z"), ("i dag 08:15", 0, "2026-11-22T08:15:00Z"), ("vorgestern", 0, "2026-11-20T00:00:00Z"),
            ("today 23:00", 0, "2026-11-22T10:00:00Z"),
        ])
    func days(text: String, zone: Int, expected: String) {
        #expect(RelativeDate.parse(text, now: Self.now, zoneMinutes: zone)?.rfc3339 == expected)
    }

    @Test(
        "other texts are no relative dates",
        arguments: [
            "", "3 hours", "22 November 2026", "2026-11-22", "Read more", "3 comments", "long ago", "in 3 hours", "vor Ort",
            "today 2026-11-22", "hier 12345",
            "The minister said three days ago that nothing of the kind had been planned, and that all of it would be looked into",
        ])
    func none(text: String) {
        #expect(RelativeDate.parse(text, now: Self.now) == nil)
    }
}
