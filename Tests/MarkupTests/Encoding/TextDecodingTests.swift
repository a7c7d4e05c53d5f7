import Testing

@testable import Markup

@Suite("Decoding of documents")
struct TextDecodingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let label: String
        let text: String
        let bytes: [UInt8]

        init(_ label: String, _ text: String, _ bytes: [UInt8]) {
            (self.label, self.text, self.bytes) = (label, text, bytes)
        }

        var testDescription: String { label }
    }

    static let labels: [Row] = [
        Row(
            "utf-8", "Новини днес",
            [0xd0, 0x9d, 0xd0, 0xbe, 0xd0, 0xb2, 0xd0, 0xb8, 0xd0, 0xbd, 0xd0, 0xb8, 0x20, 0xd0, 0xb4, 0xd0, 0xbd, 0xd0, 0xb5, 0xd1, 0x81]),
        Row("windows-1251", "Новини днес", [0xcd, 0xee, 0xe2, 0xe8, 0xed, 0xe8, 0x20, 0xe4, 0xed, 0xe5, 0xf1]),
        Row("koi8-r", "Новости дня", [0xee, 0xcf, 0xd7, 0xcf, 0xd3, 0xd4, 0xc9, 0x20, 0xc4, 0xce, 0xd1]),
        Row("koi8-u", "Новини дня", [0xee, 0xcf, 0xd7, 0xc9, 0xce, 0xc9, 0x20, 0xc4, 0xce, 0xd1]),
        Row("iso-8859-5", "Новини днес", [0xbd, 0xde, 0xd2, 0xd8, 0xdd, 0xd8, 0x20, 0xd4, 0xdd, 0xd5, 0xe1]),
        Row("ibm866", "Новости дня", [0x8d, 0xae, 0xa2, 0xae, 0xe1, 0xe2, 0xa8, 0x20, 0xa4, 0xad, 0xef]),
        Row("iso-8859-1", "Café crème", [0x43, 0x61, 0x66, 0xe9, 0x20, 0x63, 0x72, 0xe8, 0x6d, 0x65]),
        Row("windows-1252", "“Café” – 5 €", [0x93, 0x43, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x96, 0x20, 0x35, 0x20, 0x80]),
        Row("iso-8859-15", "Café 5 €", [0x43, 0x61, 0x66, 0xe9, 0x20, 0x35, 0x20, 0xa4]),
        Row(
            "iso-8859-2", "Zażółć gęślą jaźń",
            [0x5a, 0x61, 0xbf, 0xf3, 0xb3, 0xe6, 0x20, 0x67, 0xea, 0xb6, 0x6c, 0xb1, 0x20, 0x6a, 0x61, 0xbc, 0xf1]),
        Row(
            "windows-1250", "Zażółć gęślą jaźń",
            [0x5a, 0x61, 0xbf, 0xf3, 0xb3, 0xe6, 0x20, 0x67, 0xea, 0x9c, 0x6c, 0xb9, 0x20, 0x6a, 0x61, 0x9f, 0xf1]),
        Row("iso-8859-7", "Νέα της ημέρας", [0xcd, 0xdd, 0xe1, 0x20, 0xf4, 0xe7, 0xf2, 0x20, 0xe7, 0xec, 0xdd, 0xf1, 0xe1, 0xf2]),
        Row("windows-1253", "Νέα της ημέρας", [0xcd, 0xdd, 0xe1, 0x20, 0xf4, 0xe7, 0xf2, 0x20, 0xe7, 0xec, 0xdd, 0xf1, 0xe1, 0xf2]),
        Row(
            "iso-8859-9", "Günün haberleri ş",
            [0x47, 0xfc, 0x6e, 0xfc, 0x6e, 0x20, 0x68, 0x61, 0x62, 0x65, 0x72, 0x6c, 0x65, 0x72, 0x69, 0x20, 0xfe]),
        Row(
            "windows-1254", "Günün haberleri ş",
            [0x47, 0xfc, 0x6e, 0xfc, 0x6e, 0x20, 0x68, 0x61, 0x62, 0x65, 0x72, 0x6c, 0x65, 0x72, 0x69, 0x20, 0xfe]),
        Row("iso-8859-8", "חדשות היום", [0xe7, 0xe3, 0xf9, 0xe5, 0xfa, 0x20, 0xe4, 0xe9, 0xe5, 0xed]),
        Row("windows-1255", "חדשות היום", [0xe7, 0xe3, 0xf9, 0xe5, 0xfa, 0x20, 0xe4, 0xe9, 0xe5, 0xed]),
        Row("windows-1256", "أخبار اليوم", [0xc3, 0xce, 0xc8, 0xc7, 0xd1, 0x20, 0xc7, 0xe1, 0xed, 0xe6, 0xe3]),
        Row("gb2312", "今日新闻报道", [0xbd, 0xf1, 0xc8, 0xd5, 0xd0, 0xc2, 0xce, 0xc5, 0xb1, 0xa8, 0xb5, 0xc0]),
        Row("gbk", "今日新聞報導", [0xbd, 0xf1, 0xc8, 0xd5, 0xd0, 0xc2, 0xc2, 0x84, 0x88, 0xf3, 0x8c, 0xa7]),
        Row("gb18030", "今日新闻𠀀", [0xbd, 0xf1, 0xc8, 0xd5, 0xd0, 0xc2, 0xce, 0xc5, 0x95, 0x32, 0x82, 0x36]),
        Row("big5", "今日新聞報導", [0xa4, 0xb5, 0xa4, 0xe9, 0xb7, 0x73, 0xbb, 0x44, 0xb3, 0xf8, 0xbe, 0xc9]),
        Row("shift_jis", "今日のニュース", [0x8d, 0xa1, 0x93, 0xfa, 0x82, 0xcc, 0x83, 0x6a, 0x83, 0x85, 0x81, 0x5b, 0x83, 0x58]),
        Row("euc-jp", "今日のニュース", [0xba, 0xa3, 0xc6, 0xfc, 0xa4, 0xce, 0xa5, 0xcb, 0xa5, 0xe5, 0xa1, 0xbc, 0xa5, 0xb9]),
        Row(
            "iso-2022-jp", "今日のニュース",
            [0x1b, 0x24, 0x42, 0x3a, 0x23, 0x46, 0x7c, 0x24, 0x4e, 0x25, 0x4b, 0x25, 0x65, 0x21, 0x3c, 0x25, 0x39, 0x1b, 0x28, 0x42]),
        Row("euc-kr", "오늘의 뉴스", [0xbf, 0xc0, 0xb4, 0xc3, 0xc0, 0xc7, 0x20, 0xb4, 0xba, 0xbd, 0xba]),
        Row("ks_c_5601-1987", "오늘의 뉴스", [0xbf, 0xc0, 0xb4, 0xc3, 0xc0, 0xc7, 0x20, 0xb4, 0xba, 0xbd, 0xba]),
        Row("tis-620", "ข่าววันนี้", [0xa2, 0xe8, 0xd2, 0xc7, 0xc7, 0xd1, 0xb9, 0xb9, 0xd5, 0xe9]),
        Row("macintosh", "Café crème", [0x43, 0x61, 0x66, 0x8e, 0x20, 0x63, 0x72, 0x8f, 0x6d, 0x65]),
    ]

    /// A document with `text` as its title that declares the encoding `label`, or none.
    private static func document(_ text: [UInt8], declaring label: String?) -> [UInt8] {
        let declaration = label.map { "<?xml version=\"1.0\" encoding=\"\($0)\"?>" } ?? "<?xml version='1.0'?>"
        return Array(declaration.utf8) + Array("<rss><channel><title>".utf8) + text + Array("</title></channel></rss>".utf8)
    }

    private static func text(in decoding: TextDecoding) -> String {
        let document = String(decoding: decoding.bytes, as: UTF8.self)
        guard let start = document.firstRange(of: "<title>"), let end = document.firstRange(of: "</title>") else { return document }
        return String(document[start.upperBound..<end.lowerBound])
    }

    @Test("the encoding is that of the XML declaration", arguments: labels)
    func declaration(_ row: Row) {
        let decoding = TextDecoding(Self.document(row.bytes, declaring: row.label), contentType: nil)
        #expect(Self.text(in: decoding) == row.text)
        #expect(decoding.warnings.isEmpty)
    }

    @Test("the charset of the HTTP header takes precedence over the declaration", arguments: labels)
    func header(_ row: Row) {
        let decoding = TextDecoding(Self.document(row.bytes, declaring: nil), contentType: "application/rss+xml; charset=\"\(row.label)\"")
        #expect(Self.text(in: decoding) == row.text)
    }
}

extension TextDecodingTests {
    /// Encodings in which glibc decodes code points above U+10FFFF, and some others.
    private static let lax = [
        "iso-ir-193", "ucs4", "ucs-4le", "csucs4", "10646-1:1993", "10646-1:1993/ucs4", "wchar_t", "internal", "utf-7", "utf-7-imap",
        "utf-16", "utf-32be",
        "unicodelittle", "ucs2", "gb18030", "euc-tw", "iso-2022-cn-ext", "big5-hkscs", "tscii", "armscii-8", "utf-8", "csa7-1", "unknown",
    ]

    @Test("the result is valid UTF-8 whatever encoding is declared", arguments: lax)
    func valid(label: String) {
        let impossible: [[UInt8]] = [
            [0xF7, 0xBF, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xED, 0xA0, 0x80], [0, 0x11, 0, 0],
            [0, 0, 0x11, 0],
            [0, 0, 0xD8, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0x2B, 0x32, 0x41, 0x41, 0x2D], [0xC0, 0x80], [0xFF, 0xFE, 0, 0xD8, 0x41, 0],
        ]
        for bytes in impossible + [impossible.flatMap(\.self)] {
            for document in [Self.document(bytes, declaring: label), bytes] {
                for contentType in [nil, "text/xml; charset=\(label)"] {
                    let decoding = TextDecoding(document, contentType: contentType)
                    #expect(String(validating: decoding.bytes, as: UTF8.self) != nil, "\(bytes)")
                }
            }
        }
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let origin: String
        let bytes: [UInt8]
        let contentType: String?
        let expected: String
        let encoding: String
        let isWarned: Bool

        var testDescription: String { origin }
    }

    private static let cyrillic = "Новини днес от цялата страна и от света"
    private static let windows1251: [UInt8] = [
        0xcd, 0xee, 0xe2, 0xe8, 0xed, 0xe8, 0x20, 0xe4, 0xed, 0xe5, 0xf1, 0x20, 0xee, 0xf2, 0x20, 0xf6, 0xff, 0xeb, 0xe0, 0xf2, 0xe0, 0x20,
        0xf1, 0xf2,
        0xf0, 0xe0, 0xed, 0xe0, 0x20, 0xe8, 0x20, 0xee, 0xf2, 0x20, 0xf1, 0xe2, 0xe5, 0xf2, 0xe0,
    ]

    static let lies: [Lie] = [
        Lie(
            origin: "UTF-8 that is declared windows-1251", bytes: document(Array(cyrillic.utf8), declaring: "windows-1251"),
            contentType: nil,
            expected: cyrillic, encoding: "utf-8", isWarned: true),
        Lie(
            origin: "UTF-8 that the header calls ISO-8859-1", bytes: document(Array(cyrillic.utf8), declaring: "utf-8"),
            contentType: "text/xml; charset=ISO-8859-1", expected: cyrillic, encoding: "utf-8", isWarned: true),
        Lie(
            origin: "windows-1251 that is declared UTF-8", bytes: document(windows1251, declaring: "utf-8"), contentType: nil,
            expected: cyrillic,
            encoding: "windows-1251", isWarned: true),
        Lie(
            origin: "windows-1251 that the header calls UTF-8 and the declaration by its name",
            bytes: document(windows1251, declaring: "windows-1251"),
            contentType: "text/xml; charset=utf-8", expected: cyrillic, encoding: "windows-1251", isWarned: true),
        Lie(
            origin: "windows-1251 without a declaration", bytes: document(windows1251, declaring: nil), contentType: nil,
            expected: cyrillic,
            encoding: "windows-1251", isWarned: true),
        Lie(
            origin: "an 8-bit document that is declared UTF-16", bytes: document(Array("Café".utf8), declaring: "utf-16"), contentType: nil,
            expected: "Café", encoding: "utf-8", isWarned: false),
        Lie(
            origin: "a byte order mark against the declaration",
            bytes: [0xef, 0xbb, 0xbf] + document(Array(cyrillic.utf8), declaring: "koi8-r"),
            contentType: nil, expected: cyrillic, encoding: "utf-8", isWarned: false),
        Lie(
            origin: "a byte order mark against the header", bytes: [0xef, 0xbb, 0xbf] + document(Array(cyrillic.utf8), declaring: nil),
            contentType: "text/xml; charset=koi8-r", expected: cyrillic, encoding: "utf-8", isWarned: true),
        Lie(
            origin: "an unknown encoding", bytes: document(Array(cyrillic.utf8), declaring: "x-unheard-of"), contentType: nil,
            expected: cyrillic,
            encoding: "utf-8", isWarned: false),
        Lie(
            origin: "a few bytes of Windows-1252 pasted into UTF-8",
            bytes: document(Array(cyrillic.utf8) + [0x20, 0x93, 0x61, 0x94], declaring: "utf-8"), contentType: nil,
            expected: cyrillic + " “a”",
            encoding: "utf-8", isWarned: true),
        Lie(
            origin: "windows-1252 without a declaration",
            bytes: document([0x43, 0x61, 0x66, 0xe9, 0x20, 0x96, 0x20, 0x35, 0x20, 0x80], declaring: nil),
            contentType: nil, expected: "Café – 5 €", encoding: "windows-1252", isWarned: true),
        Lie(
            origin: "a header against a declaration that would be possible too",
            bytes: document([0xee, 0xcf, 0xd7, 0xcf, 0xd3, 0xd4, 0xc9], declaring: "windows-1251"),
            contentType: "text/xml; charset='koi8-r'",
            expected: "Новости", encoding: "koi8-r", isWarned: false),
        Lie(
            origin: "koi8-r without a declaration",
            bytes: document([0xee, 0xcf, 0xd7, 0xcf, 0xd3, 0xd4, 0xc9, 0x20, 0xc4, 0xce, 0xd1], declaring: nil), contentType: nil,
            expected: "Новости дня", encoding: "koi8-r", isWarned: true),
        Lie(
            origin: "a byte that the declared encoding does not have",
            bytes: document(Array(repeating: [0xcd, 0xdd, 0xe1, 0x20], count: 20).flatMap(\.self) + [0xaa], declaring: "windows-1253"),
            contentType: nil, expected: String(repeating: "Νέα ", count: 20) + "\u{FFFD}", encoding: "windows-1253", isWarned: true),
        Lie(
            origin: "a character of GBK that would be valid UTF-8", bytes: document([0xc2, 0xae], declaring: "gbk"), contentType: nil,
            expected: "庐", encoding: "gb18030", isWarned: false),
        Lie(
            origin: "a declaration after the first 1,024 bytes",
            bytes: [UInt8](repeating: 0x20, count: 1024) + document(windows1251, declaring: "iso-8859-5"), contentType: nil,
            expected: cyrillic, encoding: "windows-1251", isWarned: true),
        Lie(
            origin: "control characters", bytes: document([0x61, 0x00, 0x62, 0x0b, 0x63, 0x1f, 0x64], declaring: "utf-8"), contentType: nil,
            expected: "abcd", encoding: "utf-8", isWarned: true),
        Lie(
            origin: "U+FFFE and U+FFFF", bytes: document([0x61, 0xef, 0xbf, 0xbe, 0x62, 0xef, 0xbf, 0xbf], declaring: "utf-8"),
            contentType: nil,
            expected: "ab", encoding: "utf-8", isWarned: true),
    ]

    @Test("a declaration is one in the first 1,024 bytes")
    func place() {
        let declaration = Array("<?xml version='1.0' encoding='koi8-r'?>".utf8)
        #expect(TextDecoding.declaredEncoding(declaration)?.name == CharacterEncoding("koi8-r")?.name)
        #expect(TextDecoding.declaredEncoding([UInt8](repeating: 0x20, count: 1024 - declaration.count) + declaration) != nil)
        #expect(TextDecoding.declaredEncoding([UInt8](repeating: 0x20, count: 1025 - declaration.count) + declaration) == nil)
    }

    @Test("text in ASCII that shifts to another character set is decoded by its declaration")
    func stateful() {
        let decoding = TextDecoding(Self.document(Array("caf+AOk-".utf8), declaring: "utf-7"), contentType: nil)
        #expect(Self.text(in: decoding) == "café")
    }

    @Test("the bytes of a document take precedence over a wrong declaration", arguments: lies)
    func lie(_ lie: Lie) {
        let decoding = TextDecoding(lie.bytes, contentType: lie.contentType)
        #expect(Self.text(in: decoding) == lie.expected)
        #expect(decoding.encoding == lie.encoding)
        #expect(decoding.warnings.isEmpty != lie.isWarned)
    }

    @Test(
        "UTF-16 and UTF-32 are recognized by byte order mark and by the first character",
        arguments: [
            (2, true, true), (2, true, false), (2, false, true), (2, false, false), (4, true, true), (4, true, false), (4, false, true),
            (4, false, false),
        ])
    func wide(_ width: Int, _ isBigEndian: Bool, _ hasMark: Bool) {
        let text = (hasMark ? "\u{FEFF}" : "") + "<?xml version='1.0'?><rss><title>Новини 😀</title></rss>"
        let units = width == 2 ? text.utf16.map(UInt32.init) : text.unicodeScalars.map(\.value)
        let bytes = units.flatMap { unit in
            (0..<width).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * (isBigEndian ? width - 1 - $0 : $0))) }
        }
        #expect(Self.text(in: TextDecoding(bytes, contentType: nil)) == "Новини 😀")
    }

    @Test("random bytes are decoded to valid UTF-8")
    func isAlwaysUTF8() {
        var state: UInt64 = 42
        for _ in 0..<500 {
            let bytes = (0..<200).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 56)
            }
            for label in [nil, "text/xml; charset=shift_jis", "text/xml; charset=utf-16", "text/xml; charset=gbk"] {
                #expect(String(validating: TextDecoding(bytes, contentType: label).bytes, as: UTF8.self) != nil)
            }
        }
    }
}
