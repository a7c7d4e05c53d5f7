import Testing

@testable import Transfer

@Suite("Dates in headers")
struct HTTPDateTests {
    @Test(
        "a date in any of the three formats is read",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000), ("Friday, 01-Jan-69 00:00:00 GMT", 3_124_224_000),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799), ("Mon, 1 Jan 0001 00:00:00 GMT", -62_135_596_800),
            ("  sun, 06 nov 1994 08:49:37 GMT ", 784_111_777), ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
            ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ] as [(String, Int64)])
    func forms(text: String, seconds: Int64) {
        #expect(HTTPDate.parse(text) == seconds)
    }

    @Test(
        "anything else is not a date",
        arguments: [
            "", "0", "-1", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 +0100",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Thu, 29 Feb 2023 12:00:00 GMT", "Mon, 29 Feb 2100 12:00:00 GMT", "Sun, 06 Nox 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 06 Nov 99999 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun Nov 6 08:49:37 GMT 1994", ",,,,,,",
            "Sun, 00 Nov 1994 08:49:37 GMT",
        ])
    func nonsense(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }
}
