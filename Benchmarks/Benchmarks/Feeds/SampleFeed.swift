/// Feeds of any length, all items alike.
enum SampleFeed {
    static func rss(items: Int, isEscaped: Bool) -> [UInt8] {
        let paragraph =
            "<p>The sea was <b>calm</b> &amp; the light was <a href=\"https://example.org/lit\">lit</a>. Морето беше спокойно.</p>\n"
        let content = String(repeating: paragraph, count: 20)
        let body = isEscaped ? escaped(content) : "<![CDATA[" + content + "]]>"
        var feed = "<rss version=\"2.0\"><channel><title>Lighthouse</title><link>https://example.org/</link>"
        for index in 0..<items {
            feed += "<item><title>Day \(index)</title><link>https://example.org/\(index)</link><guid>https://example.org/\(index)</guid>"
            feed += "<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate><category>Sea</category><description>\(body)</description></item>\n"
        }
        return Array((feed + "</channel></rss>").utf8)
    }

    private static func escaped(_ text: String) -> String {
        var output = ""
        for character in text {
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            default: output.append(character)
            }
        }
        return output
    }
}
