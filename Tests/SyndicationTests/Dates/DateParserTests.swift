import Bytes
import Testing

@testable import Syndication

@Suite("The date parser")
struct DateParserTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        /// nil where the text is no date.
        let expected: String?
        /// Where the form comes from.
        let origin: String

        init(_ text: String, _ expected: String?, _ origin: String) {
            (self.text, self.expected, self.origin) = (text, expected, origin)
        }

        var testDescription: String { "\(text) (\(origin))" }
    }

    @Test(
        "a date is parsed, in every form that feeds use", arguments: rfc822 + rfc3339 + iso8601 + zones + languages + otherForms + mistakes)
    func isRead(_ row: Row) {
        #expect(DateParser.parse(row.text)?.rfc3339 == row.expected, "\(row.origin)")
    }

    @Test("the table has at least 150 dates")
    func hasEnoughRows() {
        #expect((Self.rfc822 + Self.rfc3339 + Self.iso8601 + Self.zones + Self.languages + Self.otherForms + Self.mistakes).count >= 150)
    }

    @Test(
        "a date that feedd writes can be read again",
        arguments: [0, 1, -1, 999, 1_700_000_000_123, -62_167_219_200_000, 253_402_300_799_999] as [Int64])
    func writesWhatItReads(_ milliseconds: Int64) {
        let timestamp = Timestamp(milliseconds: milliseconds)
        #expect(Timestamp(rfc3339: timestamp.rfc3339) == timestamp)
    }

    @Test("a fraction of a second is written only where there is one")
    func writesFractions() {
        #expect(Timestamp(milliseconds: 1000).rfc3339 == "1970-01-01T00:00:01Z")
        #expect(Timestamp(milliseconds: 1001).rfc3339 == "1970-01-01T00:00:01.001Z")
    }

    @Test(
        "the strict parser accepts only dates of RFC 3339",
        arguments: [
            "2026-11-22", "2026-11-22T10:00:00", "2026-11-22T10:00Z", " 2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z ",
            "2026-13-22T10:00:00Z", "2026-02-30T10:00:00Z",
        ])
    func isStrict(_ text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    static let rfc822: [Row] = [
        Row("Sun, 22 Nov 2026 10:00:00 +0000", "2026-11-22T10:00:00Z", "RFC 5322"),
        Row("Sun, 22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "RFC 822"),
        Row("Sun, 22 Nov 2026 10:00:00 UT", "2026-11-22T10:00:00Z", "RFC 822"),
        Row("Sun, 22 Nov 2026 10:00:00 Z", "2026-11-22T10:00:00Z", "RFC 822"),
        Row("22 Nov 2026 10:00:00 +0200", "2026-11-22T08:00:00Z", "RFC 822 without a weekday"),
        Row("Sun, 22 Nov 2026 10:00 +0000", "2026-11-22T10:00:00Z", "RFC 822 without seconds"),
        Row("Sun, 2 Nov 2026 10:00:00 -0530", "2026-11-02T15:30:00Z", "one digit for the day"),
        Row("Sun, 22 Nov 26 10:00:00 GMT", "2026-11-22T10:00:00Z", "RFC 822 of 1982: two digits for the year"),
        Row("Sun, 22 Nov 99 10:00:00 GMT", "1999-11-22T10:00:00Z", "RFC 5322, 4.3: 50 to 99"),
        Row("Sun, 22 Nov 49 10:00:00 GMT", "2049-11-22T10:00:00Z", "RFC 5322, 4.3: 00 to 49"),
        Row("Sun, 22 Nov 50 10:00:00 GMT", "1950-11-22T10:00:00Z", "RFC 5322, 4.3: 50 to 99"),
        Row("Sun, 22 Nov 104 10:00:00 GMT", "2004-11-22T10:00:00Z", "RFC 5322, 4.3: a program that counts from 1900"),
        Row("Sunday, 22 November 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "whole names"),
        Row("Sunday, 22-Nov-26 10:00:00 GMT", "2026-11-22T10:00:00Z", "RFC 850"),
        Row("Sun Nov 22 10:00:00 2026", "2026-11-22T10:00:00Z", "C's asctime"),
        Row("Sun Nov  2 10:00:00 2026", "2026-11-02T10:00:00Z", "C's asctime with a blank in the day"),
        Row("Sun Nov 22 10:00:00 UTC 2026", "2026-11-22T10:00:00Z", "date(1)"),
        Row("Sun Nov 22 10:00:00 +0200 2026", "2026-11-22T08:00:00Z", "Twitter"),
        Row("Sun, Nov 22 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "month before day"),
        Row("Nov 22, 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "American order"),
        Row("Sun,22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "no space after the comma"),
        Row("Sun , 22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "a space before the comma"),
        Row("Sun 22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "no comma"),
        Row("Sun, 22 NOV 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "capitals"),
        Row("sun, 22 nov 2026 10:00:00 gmt", "2026-11-22T10:00:00Z", "small letters"),
        Row("Sun, 22 Nov 2026  10:00:00  GMT", "2026-11-22T10:00:00Z", "two spaces"),
        Row("  Sun, 22 Nov 2026 10:00:00 GMT\n", "2026-11-22T10:00:00Z", "white space around"),
        Row("Sun, 22 Sept 2026 10:00:00 GMT", "2026-09-22T10:00:00Z", "four letters for September"),
        Row("Sun, 22 June 2026 10:00:00 GMT", "2026-06-22T10:00:00Z", "a whole month"),
        Row("Sun, 22 Nov 2026 24:00:00 GMT", "2026-11-23T00:00:00Z", "midnight as 24"),
        Row("Sun, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z", "a leap second"),
        Row("Sun, 22 Nov 2026", "2026-11-22T00:00:00Z", "no time"),
        Row("22 Nov 2026", "2026-11-22T00:00:00Z", "a day alone"),
        Row("Nov 2026", "2026-11-01T00:00:00Z", "a month alone"),
        Row("Sun, 22 Nov 2026 10:00:00", "2026-11-22T10:00:00Z", "no zone"),
        Row("Sun, 22 Nov 2026 10:00:00 GMT+0200", "2026-11-22T08:00:00Z", "JavaScript: an offset after a name"),
        Row("Sun Nov 22 2026 10:00:00 GMT+0200 (CEST)", "2026-11-22T08:00:00Z", "JavaScript's Date.toString"),
        Row("Sun, 22 Nov 2026 10:00:00 +0200 (CEST)", "2026-11-22T08:00:00Z", "a comment after the offset"),
        Row("Sun, 22 Nov 2026 10:00:00 +02:00", "2026-11-22T08:00:00Z", "a colon in the offset"),
        Row("Sun, 22 Nov 2026 10:00:00 GMT+2", "2026-11-22T08:00:00Z", "one digit in the offset"),
        Row("Sun, 22 Nov 2026 10:00:00 UTC-05:00", "2026-11-22T15:00:00Z", "UTC with an offset"),
        Row("Sun, 22 Nov 2026 10:00:00.123 GMT", "2026-11-22T10:00:00.123Z", "a fraction"),
        Row("Sun, 22 Nov 2026 9:05:00 GMT", "2026-11-22T09:05:00Z", "one digit for the hour"),
        Row("Sun, 22 Nov 2026 10:00:00 AM GMT", "2026-11-22T10:00:00Z", "AM"),
        Row("Sun, 22 Nov 2026 10:00:00 PM GMT", "2026-11-22T22:00:00Z", "PM"),
        Row("Sun, 22 Nov 2026 12:30 AM", "2026-11-22T00:30:00Z", "half past midnight"),
        Row("Sun, 22 Nov 2026 12:30 PM", "2026-11-22T12:30:00Z", "half past noon"),
        Row("November 22nd, 2026", "2026-11-22T00:00:00Z", "an ordinal"),
        Row("1st of November 2026", "2026-11-01T00:00:00Z", "an ordinal in words"),
        Row("Published on: Sun, 22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "words before"),
    ]

    static let rfc3339: [Row] = [
        Row("2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z", "RFC 3339"),
        Row("2026-11-22t10:00:00z", "2026-11-22T10:00:00Z", "RFC 3339 in small letters"),
        Row("2026-11-22 10:00:00Z", "2026-11-22T10:00:00Z", "RFC 3339, 5.6: a space for the T"),
        Row("2026-11-22T10:00:00+02:00", "2026-11-22T08:00:00Z", "RFC 3339"),
        Row("2026-11-22T10:00:00-00:00", "2026-11-22T10:00:00Z", "RFC 3339, 4.3"),
        Row("2026-11-22T10:00:00.5Z", "2026-11-22T10:00:00.500Z", "RFC 3339 with a fraction"),
        Row("2026-11-22T10:00:00.123456789Z", "2026-11-22T10:00:00.123Z", "nanoseconds"),
        Row("2026-11-22T10:00:00,5Z", "2026-11-22T10:00:00Z", "ISO 8601's comma: the fraction is let go"),
        Row("2026-11-22T10:00:00+0200", "2026-11-22T08:00:00Z", "no colon in the offset"),
        Row("2026-11-22T10:00:00+02", "2026-11-22T08:00:00Z", "an hour as offset"),
        Row("2026-11-22T10:00+02:00", "2026-11-22T08:00:00Z", "W3C-DTF without seconds"),
        Row("2026-11-22T10:00Z", "2026-11-22T10:00:00Z", "W3C-DTF without seconds"),
        Row("2026-11-22T10:00:00", "2026-11-22T10:00:00Z", "no zone"),
        Row("2026-11-22 10:00:00", "2026-11-22T10:00:00Z", "SQL"),
        Row("2026-11-22 10:00", "2026-11-22T10:00:00Z", "SQL without seconds"),
        Row("2026-11-22 10:00:00 +0200", "2026-11-22T08:00:00Z", "git and Ruby"),
        Row("2026-11-22 10:00:00 UTC", "2026-11-22T10:00:00Z", "Ruby"),
        Row("2026-11-22T10:00:00 +02:00", "2026-11-22T08:00:00Z", "a space before the offset"),
        Row("2026-11-22T10:00:00EST", "2026-11-22T15:00:00Z", "a named zone"),
        Row("2026-11-22T10:00:00.000+0000", "2026-11-22T10:00:00Z", "Java"),
        Row("2026-11-22", "2026-11-22T00:00:00Z", "a day"),
        Row("2026-11", "2026-11-01T00:00:00Z", "a month"),
        Row("2026", "2026-01-01T00:00:00Z", "a year"),
        Row("2026-1-2", "2026-01-02T00:00:00Z", "no leading zeros"),
        Row("2026-1-2T3:04:05Z", "2026-01-02T03:04:05Z", "no leading zeros"),
        Row("2026-11-22T10:00:00+24:00", "2026-11-21T10:00:00Z", "an offset of a day"),
    ]

    static let iso8601: [Row] = [
        Row("20261122", "2026-11-22T00:00:00Z", "ISO 8601 basic"),
        Row("20261122T101530Z", "2026-11-22T10:15:30Z", "ISO 8601 basic"),
        Row("20261122T101530+0200", "2026-11-22T08:15:30Z", "ISO 8601 basic"),
        Row("20261122T1015Z", "2026-11-22T10:15:00Z", "ISO 8601 basic"),
        Row("20261122101530", "2026-11-22T10:15:30Z", "digits alone"),
        Row("202611221015", "2026-11-22T10:15:00Z", "digits alone"),
        Row("2026-326", "2026-11-22T00:00:00Z", "ISO 8601 ordinal"),
        Row("2026326", "2026-11-22T00:00:00Z", "ISO 8601 ordinal, basic"),
        Row("2024-366", "2024-12-31T00:00:00Z", "ISO 8601 ordinal in a leap year"),
        Row("2026-W47-7", "2026-11-22T00:00:00Z", "ISO 8601 week"),
        Row("2026W477", "2026-11-22T00:00:00Z", "ISO 8601 week, basic"),
        Row("2009-W01-1", "2008-12-29T00:00:00Z", "ISO 8601 week that begins in the year before"),
        Row("031231", "2003-12-31T00:00:00Z", "ISO 8601 of 1988"),
        Row("1795341600", "2026-11-22T10:00:00Z", "seconds since 1970"),
        Row("1795341600000", "2026-11-22T10:00:00Z", "milliseconds since 1970"),
    ]

    static let zones: [Row] = [
        ("EST", "15:00"), ("EDT", "14:00"), ("CST", "16:00"), ("CDT", "15:00"), ("MST", "17:00"), ("MDT", "16:00"), ("PST", "18:00"),
        ("PDT", "17:00"),
        ("AKST", "19:00"), ("HST", "20:00"), ("AST", "14:00"), ("NST", "13:30"), ("BRT", "13:00"), ("WET", "10:00"), ("BST", "09:00"),
        ("CET", "09:00"),
        ("CEST", "08:00"), ("MEZ", "09:00"), ("MESZ", "08:00"), ("EET", "08:00"), ("EEST", "07:00"), ("MSK", "07:00"), ("SAST", "08:00"),
        ("IST", "04:30"),
        ("HKT", "02:00"), ("JST", "01:00"), ("KST", "01:00"), ("A", nil), ("UTC", "10:00"), ("Etc/GMT", "10:00"),
    ].map { (zone: String, time: String?) in
        Row("Sun, 22 Nov 2026 10:00:00 \(zone)", "2026-11-22T\(time ?? "10:00"):00Z", "the zone \(zone)")
    }

    static let languages: [Row] = [
        Row("нд, 22 ное 2026 10:00:00 +0200", "2026-11-22T08:00:00Z", "Bulgarian"),
        Row("22 ноември 2026 г., 10:00", "2026-11-22T10:00:00Z", "Bulgarian, in words"),
        Row("15 май 2026", "2026-05-15T00:00:00Z", "Bulgarian"),
        Row("вс, 22 ноя 2026 10:00:00 +0300", "2026-11-22T07:00:00Z", "Russian"),
        Row("22 ноября 2026 г. 10:00", "2026-11-22T10:00:00Z", "Russian, in words"),
        Row("9 мая 2026", "2026-05-09T00:00:00Z", "Russian"),
        Row("22 листопада 2026", "2026-11-22T00:00:00Z", "Ukrainian"),
        Row("So, 22 Nov 2026 10:00:00 +0100", "2026-11-22T09:00:00Z", "German"),
        Row("Mi, 02 Dez 2026 10:00:00 +0100", "2026-12-02T09:00:00Z", "German"),
        Row("22. März 2026", "2026-03-22T00:00:00Z", "German, in words"),
        Row("Sonntag, 22. November 2026, 10:00 Uhr", "2026-11-22T10:00:00Z", "German, in words"),
        Row("1. Jänner 2026", "2026-01-01T00:00:00Z", "Austrian"),
        Row("dim., 22 nov. 2026 10:00:00 +0100", "2026-11-22T09:00:00Z", "French"),
        Row("mar. 12 mai 2026 10:00", "2026-05-12T10:00:00Z", "French: a weekday that looks like a month"),
        Row("22 août 2026 à 10h30", "2026-08-22T10:30:00Z", "French, in words"),
        Row("1er février 2026", "2026-02-01T00:00:00Z", "French, in words"),
        Row("mié, 22 ene 2026 10:00:00 +0100", "2026-01-22T09:00:00Z", "Spanish"),
        Row("martes, 22 de septiembre de 2026", "2026-09-22T00:00:00Z", "Spanish, in words"),
        Row("martes, 22.11.2026", "2026-11-22T00:00:00Z", "Spanish: a weekday that begins like a month, before numbers"),
        Row("mar, 04 ago 2026 10:00:00 GMT", "2026-08-04T10:00:00Z", "Spanish: a weekday that looks like a month"),
        Row("dom, 22 dic 2026 10:00:00 +0100", "2026-12-22T09:00:00Z", "Spanish and Italian"),
        Row("22 luglio 2026", "2026-07-22T00:00:00Z", "Italian"),
        Row("mer, 22 ott 2026 10:00:00 +0200", "2026-10-22T08:00:00Z", "Italian"),
        Row("22 gennaio 2026 ore 10:15", "2026-01-22T10:15:00Z", "Italian, in words"),
        Row("Dom, 22 Fev 2026 10:00:00 -0300", "2026-02-22T13:00:00Z", "Portuguese"),
        Row("22 de outubro de 2026", "2026-10-22T00:00:00Z", "Portuguese, in words"),
        Row("niedz., 22 lis 2026 10:00:00 +0100", "2026-11-22T09:00:00Z", "Polish"),
        Row("22 września 2026", "2026-09-22T00:00:00Z", "Polish, in words"),
        Row("22 paź 2026", "2026-10-22T00:00:00Z", "Polish"),
        Row("22. listopadu 2026", "2026-11-22T00:00:00Z", "Czech"),
        Row("22. června 2026", "2026-06-22T00:00:00Z", "Czech June"),
        Row("22. července 2026", "2026-07-22T00:00:00Z", "Czech July"),
        Row("Κυρ, 22 Νοε 2026 10:00:00 EET", "2026-11-22T08:00:00Z", "Greek"),
        Row("22 Ιουλίου 2026", "2026-07-22T00:00:00Z", "Greek, in words"),
        Row("Δευ, 13 Ιούν 2026 10:00:00 +0300", "2026-06-13T07:00:00Z", "Greek with accents"),
        Row("2026-november-22T10:15-05:00", "2026-11-22T15:15:00Z", "Hungarian"),
        Row("2026. november 22. 10:15", "2026-11-22T10:15:00Z", "Hungarian, in words"),
        Row("2026. szept. 2.", "2026-09-02T00:00:00Z", "Hungarian"),
        Row("22 Kas 2026 10:00:00 +0300", "2026-11-22T07:00:00Z", "Turkish"),
        Row("22 Ağustos 2026", "2026-08-22T00:00:00Z", "Turkish, in words"),
        Row("zo, 22 mrt 2026 10:00:00 +0100", "2026-03-22T09:00:00Z", "Dutch"),
        Row("22 maj 2026", "2026-05-22T00:00:00Z", "Swedish, Danish, Polish"),
        Row("søn, 22 des 2026", "2026-12-22T00:00:00Z", "Norwegian"),
        Row("22 marraskuuta 2026", "2026-11-22T00:00:00Z", "Finnish"),
        Row("22 noiembrie 2026", "2026-11-22T00:00:00Z", "Romanian"),
        Row("22 Agustus 2026", "2026-08-22T00:00:00Z", "Indonesian"),
        Row("2026年11月22日", "2026-11-22T00:00:00Z", "Chinese and Japanese"),
        Row("2026年11月22日 10:15:30", "2026-11-22T10:15:30Z", "Chinese and Japanese"),
        Row("2026年11月22日(日) 10時15分", "2026-11-22T10:15:00Z", "Japanese"),
        Row("2026年11月22日 下午3:15", "2026-11-22T15:15:00Z", "Chinese"),
        Row("2026年11月22日下午3:15", "2026-11-22T15:15:00Z", "Chinese without spaces"),
        Row("26年11月22日", "2026-11-22T00:00:00Z", "Chinese with a two-digit year"),
        Row("2026년 11월 22일 10시 15분", "2026-11-22T10:15:00Z", "Korean"),
        Row("2026-11-22 오후 11:23:17", "2026-11-22T23:23:17Z", "Korean MSSQL"),
        Row("2026-11-22 오전 12:23:17", "2026-11-22T00:23:17Z", "Korean MSSQL"),
        Row("22 نوفمبر 2026", "2026-11-22T00:00:00Z", "Arabic"),
        Row("22 נובמבר 2026", "2026-11-22T00:00:00Z", "Hebrew"),
    ]

    static let otherForms: [Row] = [
        Row("22.11.2026", "2026-11-22T00:00:00Z", "days first, with points"),
        Row("22.11.2026 10:15", "2026-11-22T10:15:00Z", "days first, with points"),
        Row("22.11.26", "2026-11-22T00:00:00Z", "days first, two digits for the year"),
        Row("02.03.2026", "2026-03-02T00:00:00Z", "days first, with points"),
        Row("11/22/2026", "2026-11-22T00:00:00Z", "months first, with slashes"),
        Row("11/22/2026 10:15:30 PM", "2026-11-22T22:15:30Z", ".NET, American"),
        Row("22/11/2026 10:15", "2026-11-22T10:15:00Z", "days first where there is no such month"),
        Row("03/02/2026", "2026-03-02T00:00:00Z", "slashes are American where they can be"),
        Row("10:15 22-11-2026", "2026-11-22T10:15:00Z", "the time before the date"),
        Row("22-11-2026", "2026-11-22T00:00:00Z", "days first, with hyphens"),
        Row("11-22-2026", "2026-11-22T00:00:00Z", "months first, with hyphens: the only reading there is"),
        Row("11.22.2026", "2026-11-22T00:00:00Z", "months first, with points: the only reading there is"),
        Row("2026/11/22", "2026-11-22T00:00:00Z", "years first, with slashes"),
        Row("2026/1/2 14:33:00", "2026-01-02T14:33:00Z", "years first, with slashes (a Chinese forum)"),
        Row("2026.11.22 10:15", "2026-11-22T10:15:00Z", "years first, with points"),
        Row("2026:11:22 10:15:30", "2026-11-22T10:15:30Z", "Exif"),
        Row("22-Nov-2026 10:15:30", "2026-11-22T10:15:30Z", "Oracle"),
        Row("2026-Nov-22", "2026-11-22T00:00:00Z", "a named month in ISO's order"),
        Row("22 Nov 2026 at 10:15", "2026-11-22T10:15:00Z", "a word between"),
    ]

    static let mistakes: [Row] = [
        Row(String(repeating: "long ", count: 30) + "22 Nov 2026", nil, "a text of more than 128 bytes"),
        Row("22 Nov 2026 +02:00", "2026-11-22T00:00:00Z", "a zone without a time"),
        Row("Sun, 22 Nov 2026 10:00:00 +2500", "2026-11-22T10:00:00Z", "an offset of more than a day"),
        Row("2026-11-22 22:15 AM", "2026-11-22T22:15:00Z", "an hour of the afternoon in the morning"),
        Row("", nil, "nothing"),
        Row("   ", nil, "white space"),
        Row("yesterday", nil, "a word"),
        Row("Mon, 30 Feb 2026 10:00:00 GMT", nil, "no such day"),
        Row("2026-02-30T10:00:00Z", nil, "no such day"),
        Row("Tue, 22 Foo 2026 10:00:00 GMT", nil, "no such month"),
        Row("2026-13-01", "2026-01-13T00:00:00Z", "year, day, month: the only reading there is"),
        Row("2026-00-10", nil, "no such month"),
        Row("Sun, 22 Nov 2026 25:00:00 GMT", nil, "no such hour"),
        Row("Sun, 22 Nov 2026 10:61:00 GMT", nil, "no such minute"),
        Row("0000-00-00 00:00:00", nil, "MySQL's nothing"),
        Row("99999999999999999999999999", nil, "digits without end"),
        Row("-1", nil, "a number"),
        Row("Invalid Date", nil, "JavaScript's nothing"),
        Row("Wed, 22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", "the wrong weekday"),
        Row("Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z", "a date that was never set: kept as said"),
        Row("2126-11-22T10:00:00Z", "2126-11-22T10:00:00Z", "the far future: kept as said"),
        Row("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", ".NET's nothing: kept as said"),
    ]
}
