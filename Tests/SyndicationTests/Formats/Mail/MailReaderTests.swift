import Bytes
import Testing

@testable import Syndication

@Suite("Messages as items")
struct MailReaderTests {
    /// A kind of message, and what is read of it. What is nil is not looked at, `""` means that there is none.
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let message: [UInt8]
        var title: String?
        var author: String?
        var html: String?
        var text: String?
        var guid: String?
        var date: String?

        init(
            _ description: String, _ message: String, title: String? = nil, author: String? = nil, html: String? = nil, text: String? = nil,
            guid: String? = nil, date: String? = nil
        ) {
            self.init(
                description, Array(message.utf8), title: title, author: author, html: html, text: text, guid: guid, date: date)
        }

        init(
            _ description: String, _ message: [UInt8], title: String? = nil, author: String? = nil, html: String? = nil,
            text: String? = nil,
            guid: String? = nil, date: String? = nil
        ) {
            testDescription = description
            self.message = message
            (self.title, self.author, self.html, self.text, self.guid, self.date) = (title, author, html, text, guid, date)
        }
    }

    private static func item(_ message: [UInt8]) throws -> Item {
        var frames = ByteFrames()
        frames.append(message)
        let parsed = try FeedParser.parse(messages: frames.bytes)
        return try #require(FeedNormalizer(documentURL: "maildir:").normalize(parsed).1.first)
    }

    private static func check(_ kind: Kind) throws {
        let item = try item(kind.message)
        if let title = kind.title { #expect(item.title ?? "" == title) }
        if let author = kind.author {
            #expect(item.authors.map { "\($0.name ?? "")|\($0.email ?? "")" }.joined(separator: ";") == author)
        }
        if let html = kind.html { #expect(item.contentHTML ?? "" == html) }
        if let text = kind.text { #expect(item.contentText == text) }
        if let guid = kind.guid { #expect(item.guid ?? "" == guid) }
        if let date = kind.date { #expect(item.published?.rfc3339 ?? "" == date) }
    }

    // MARK: - Header fields

    @Test(
        "subjects",
        arguments: [
            Kind("ASCII", "Subject: Bridges and ferries\n\n", title: "Bridges and ferries"),
            Kind("CRLF", "Subject: Bridges\r\n\r\ntext\r\n", title: "Bridges", text: "text"),
            Kind("folded", "Subject: Bridges\n and\n\tferries\n\n", title: "Bridges and ferries"),
            Kind("base64", "Subject: =?UTF-8?B?0JzQvtGB0YLRiw==?=\n\n", title: "Мосты"),
            Kind("quoted-printable", "Subject: =?utf-8?q?Br=C3=BCcken_und_F=C3=A4hren?=\n\n", title: "Brücken und Fähren"),
            Kind("Latin-1", "Subject: =?ISO-8859-1?Q?Br=FCcken?=\n\n", title: "Brücken"),
            Kind("KOI8-R", "Subject: =?koi8-r?B?7c/T1Ns=?=\n\n", title: "Мостш"),
            Kind("Shift JIS", "Subject: =?Shift_JIS?B?i7SCxoNega0=?=\n\n"),
            Kind("ISO-2022-JP", "Subject: =?ISO-2022-JP?B?GyRCNjYbKEI=?=\n\n", title: "橋"),
            Kind("GB2312", "Subject: =?gb2312?B?x8U=?=\n\n", title: "桥"),
            Kind("words joined over white space", "Subject: =?utf-8?q?Brid?=\n =?utf-8?q?ges?=\n\n", title: "Bridges"),
            Kind("a character split between two words", "Subject: =?utf-8?B?0Jw=?= =?utf-8?B?0L7R?= =?utf-8?B?gdGC?=\n\n", title: "Мост"),
            Kind("a word beside plain text", "Subject: Re: =?utf-8?q?Br=C3=BCcken?= again\n\n", title: "Re: Brücken again"),
            Kind("a language behind the charset", "Subject: =?utf-8*de?q?Br=C3=BCcken?=\n\n", title: "Brücken"),
            Kind("spaces within an encoded word", "Subject: =?utf-8?q?Two words?=\n\n", title: "Two words"),
            Kind("no encoded word after all", "Subject: =?what?\n\n", title: "=?what?"),
            Kind("an unknown encoding", "Subject: =?utf-8?x?abc?=\n\n", title: "=?utf-8?x?abc?="),
            Kind("raw UTF-8", "Subject: Brücken\n\n", title: "Brücken"),
            Kind("raw bytes of Latin-1", Array("Subject: Br".utf8) + [0xFC] + Array("cken\n\n".utf8), title: "Brücken"),
            Kind("a tag is text", "Subject: The <b> element\n\n", title: "The <b> element"),
            Kind("none", "From: a@x.test\n\ntext", title: ""),
            Kind("blank", "Subject: \n\ntext", title: ""),
            Kind("in lower case, with a space before the colon", "subject : Bridges\n\n", title: "Bridges"),
            Kind("the first of two", "Subject: one\nSubject: two\n\n", title: "one"),
            Kind("behind the line of a mailbox file", "From a@x.test Sat Nov 28 11:00:00 2026\nSubject: Bridges\n\n", title: "Bridges"),
        ])
    func subjects(kind: Kind) throws { try Self.check(kind) }

    @Test(
        "senders, identifiers and dates",
        arguments: [
            Kind("an address", "From: ann@x.test\n\n", author: "|ann@x.test"),
            Kind("a name and an address", "From: Ann Dow <ann@x.test>\n\n", author: "Ann Dow|ann@x.test"),
            Kind("a quoted name with a comma", "From: \"Dow, Ann\" <ann@x.test>\n\n", author: "Dow, Ann|ann@x.test"),
            Kind("an encoded name", "From: =?utf-8?q?J=C3=BCrgen?= <j@x.test>\n\n", author: "Jürgen|j@x.test"),
            Kind("an encoded name with a comma", "From: =?utf-8?q?Dow=2C_Ann?= <ann@x.test>\n\n", author: "Dow, Ann|ann@x.test"),
            Kind("two senders", "From: Ann <a@x.test>, Ben <b@x.test>\n\n", author: "Ann|a@x.test;Ben|b@x.test"),
            Kind("an identifier", "Message-ID: <1.2@x.test>\n\n", guid: "1.2@x.test"),
            Kind("an identifier without brackets", "Message-Id: 1.2@x.test\n\n", guid: "1.2@x.test"),
            Kind("a folded identifier", "Message-ID:\n <1.2@x.test>\n\n", guid: "1.2@x.test"),
            Kind("no identifier", "Subject: x\n\n", guid: ""),
            Kind("a date", "Date: Sat, 28 Nov 2026 11:00:00 +0200\n\n", date: "2026-11-28T09:00:00Z"),
            Kind("a date with a comment", "Date: Sat, 28 Nov 2026 11:00:00 +0000 (UTC)\n\n", date: "2026-11-28T11:00:00Z"),
            Kind("a date without a weekday", "Date: 28 Nov 2026 11:00 -0000\n\n", date: "2026-11-28T11:00:00Z"),
            Kind(
                "the date of receipt where none is stated",
                "Received: by b; Sat, 28 Nov 2026 12:00:00 +0000\nReceived: by a;\n Sat, 28 Nov 2026 11:00:00 +0000\n\n",
                date: "2026-11-28T11:00:00Z"),
            Kind("no date at all", "Date: yesterday or so\n\n", date: ""),
        ])
    func headers(kind: Kind) throws { try Self.check(kind) }

    // MARK: - Bodies

    private static func multipart(_ type: String, _ parts: [String], boundary: String = "b1") -> String {
        "Content-Type: multipart/\(type); boundary=\"\(boundary)\"\n\n" + parts.map { "--\(boundary)\n\($0)\n" }.joined()
            + "--\(boundary)--\n"
    }

    private static let plainPart = "Content-Type: text/plain; charset=utf-8\n\nPlain text"
    private static let htmlPart = "Content-Type: text/html; charset=utf-8\n\n<p>Rich <b>text</b></p>"
    private static let rich = "<p>Rich <b>text</b></p>"

    @Test(
        "bodies",
        arguments: [
            Kind("plain text without any type", "Subject: x\n\nOne & two <three>", text: "One & two <three>"),
            Kind("HTML", htmlPart, html: rich, text: "Rich text"),
            Kind("an unknown type line", "Content-Type: html\n\ntext", text: "text"),
            Kind("both forms", multipart("alternative", [plainPart, htmlPart]), html: rich),
            Kind("both forms, HTML first", multipart("alternative", [htmlPart, plainPart]), html: rich),
            Kind(
                "plain text alone among alternatives", multipart("alternative", [plainPart, "Content-Type: text/calendar\n\nX"]),
                text: "Plain text"),
            Kind(
                "inline images are left out",
                multipart(
                    "related", ["Content-Type: text/html\n\n<p>Text</p><img src='cid:1'>", "Content-Type: image/png\nContent-ID: <1>\n\nX"]),
                html: "<p>Text</p>"),
            Kind(
                "both forms in a related part",
                multipart("related", [multipart("alternative", [plainPart, htmlPart], boundary: "b2"), "Content-Type: image/png\n\nX"]),
                html: rich),
            Kind(
                "a related part among the alternatives",
                multipart("alternative", [plainPart, multipart("related", [htmlPart], boundary: "b2")]),
                html: rich),
            Kind("an attachment beside the text", multipart("mixed", [htmlPart, "Content-Type: application/pdf\n\nX"]), html: rich),
            Kind(
                "an attached text is not the message's",
                multipart("mixed", [plainPart, "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nattached"]),
                text: "Plain text"),
            Kind("several texts", multipart("mixed", [plainPart, "\nMore text"]), text: "Plain text\n\nMore text"),
            Kind("a list's footer behind HTML", multipart("mixed", [htmlPart, plainPart]), html: rich),
            Kind("a signed message", multipart("signed", [plainPart, "Content-Type: application/pgp-signature\n\nX"]), text: "Plain text"),
            Kind(
                "a forwarded message",
                multipart("mixed", ["Content-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/html\n\n" + rich]), html: rich),
            Kind("a digest", multipart("digest", ["\nSubject: a\n\nfirst"]), text: "first"),
            Kind(
                "quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\nBr=C3=BCcken =\nund=20F=C3=A4hren",
                text: "Brücken und Fähren"),
            Kind("broken quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n100=% a=", text: "100=% a"),
            Kind("base64", "Content-Transfer-Encoding: base64\n\nQnLDvGNr\r\nZW4=\n", text: "Brücken"),
            Kind(
                "base64 with what does not belong there", "Content-Transfer-Encoding: BASE64\n\nQnLD!vGNr\n\nZW4=\n-- \n", text: "Brücken"),
            Kind("base64 in pieces with padding each", "Content-Transfer-Encoding: base64\n\nQQ==\nQg==", text: "AB"),
            Kind("base64 that is cut", "Content-Transfer-Encoding: base64\n\nQUJD\nRA", text: "ABCD"),
            Kind(
                "a charset of one byte a character",
                Array("Content-Type: text/plain; charset=windows-1251\n\n".utf8) + [0xCC, 0xEE, 0xF1, 0xF2, 0xFB], text: "Мосты"),
            Kind(
                "a charset in quotation marks, in capitals", "Content-Type: TEXT/HTML; CHARSET=\"UTF-8\"\n\n<p>Brücken</p>",
                html: "<p>Brücken</p>"),
            Kind("an unknown charset", "Content-Type: text/plain; charset=unknown-8bit\n\nBrücken", text: "Brücken"),
            Kind("no closing boundary", "Content-Type: multipart/mixed; boundary=b1\n\n--b1\n\(htmlPart)", html: rich),
            Kind("no boundary stated", "Content-Type: multipart/mixed\n\n--b1\n\(htmlPart)\n--b1--\n", html: rich),
            Kind("no part at all", "Content-Type: multipart/mixed; boundary=b1\n\nonly a preamble", text: ""),
            Kind("text before and behind the parts is not shown", multipart("mixed", [plainPart]) + "epilogue", text: "Plain text"),
            Kind(
                "one boundary begins with another", multipart("mixed", [multipart("alternative", [htmlPart], boundary: "b10")]), html: rich),
            Kind(
                "a boundary in pieces", "Content-Type: multipart/mixed; boundary*0=b; boundary*1=1\n\n--b1\n\(htmlPart)\n--b1--", html: rich
            ),
            Kind("no blank line before the body", "Subject: x\nThis is no header field\nmore", text: "This is no header field\nmore"),
            Kind("flowed text", "Content-Type: text/plain; format=flowed\n\nA long \nline.\nAnother.\n", text: "A long line.\nAnother."),
            Kind(
                "flowed text of a language without spaces", "Content-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\n\n桥 \n梁\n",
                text: "桥梁"),
            Kind("nothing at all", "", title: "", text: ""),
            Kind("a header and nothing else", "Subject: x", title: "x", text: ""),
            Kind("bytes that mean nothing", [0, 1, 2, 0xFF, 0xFE, 10, 0, 0x80], title: ""),
        ])
    func bodies(kind: Kind) throws { try Self.check(kind) }

    @Test(
        "links that unsubscribe, and pixels, are left out of newsletters",
        arguments: [
            ("<p>Text</p><a href='https://x.test/u?a=1&amp;b=2'>here</a>", "<p>Text</p>"),
            ("<p>Text <a href='https://x.test/off'>Unsubscribe</a></p>", "<p>Text </p>"),
            ("<p>Text <a href='/o'><b>Newsletter</b> abbestellen</a>.</p>", "<p>Text .</p>"),
            ("<p>Text <a href='/o'>Отписаться от рассылки</a></p>", "<p>Text </p>"),
            ("<p>Text</p><a href='https://x.test/u?a=1&amp;b=2'>not closed", "<p>Text</p><p>not closed</p>"),
            ("<p>Text <a href='https://x.test/a'>article</a></p>", "<p>Text <a href=\"https://x.test/a\">article</a></p>"),
            ("<p>Text</p><img src='https://x.test/open.gif' width=1 height=1>", "<p>Text</p>"),
        ])
    func unsubscribing(html: String, kept: String) throws {
        let message = "List-Unsubscribe: <mailto:off@x.test>, <https://x.test/u?a=1&b=2>\nContent-Type: text/html\n\n" + html
        let item = try Self.item(Array(message.utf8))
        #expect(item.contentHTML?.contains("Text") == true)
        #expect(item.contentHTML?.contains("x.test/u") == false)
        if !html.contains("not closed") { #expect(item.contentHTML == kept) }
    }

    @Test("a list is where the message came from, and its archive where it stands")
    func list() throws {
        let message = "List-Id: \"Bridge news\" <news.x.test>\nArchived-At: <https://x.test/archive/1>\nContent-Language: de\n\ntext"
        let item = try Self.item(Array(message.utf8))
        #expect(item.source?.title == "Bridge news")
        #expect(item.url == "https://x.test/archive/1")
        #expect(item.language == "de")
    }

    @Test("attachments are named, not passed over in silence")
    func attachments() throws {
        let part = "Content-Type: application/pdf; name*=utf-8''Br%C3%BCcken.pdf\nContent-Disposition: attachment\n\nX"
        let item = try Self.item(Array(Self.multipart("mixed", [Self.plainPart, part, part]).utf8))
        #expect(item.warnings == ["The message has 2 attachments, which are not journaled: Brücken.pdf, Brücken.pdf."])
    }

    @Test("of many messages the newest are read, with a warning, and stand first")
    func many() throws {
        var frames = ByteFrames()
        for number in 0..<5 { frames.append(Array("Subject: \(number)\n\n".utf8)) }
        let parsed = try FeedParser.parse(messages: frames.bytes, itemLimit: 3)
        #expect(parsed.items.map(\.title?.value) == ["4", "3", "2"])
        #expect(parsed.feed.warnings == ["The mailbox has 5 messages; only the newest 3 were read."])
    }

    @Test("parts that nest without end, and thousands of parts, do no harm")
    func hostile() throws {
        var nested = "Content-Type: text/plain\n\ncore"
        for depth in 0..<200 { nested = Self.multipart("mixed", [nested], boundary: "b\(depth)") }
        #expect(try Self.item(Array(nested.utf8)).contentText == "")
        let many = Self.multipart("mixed", Array(repeating: "\n\nx", count: 10_000))
        #expect(try Self.item(Array(many.utf8)).contentText.count < 2_000)
        let fields = String(repeating: "X: y\n", count: 100_000) + "\ntext"
        #expect(try Self.item(Array(fields.utf8)).contentText == "text")
    }
}
