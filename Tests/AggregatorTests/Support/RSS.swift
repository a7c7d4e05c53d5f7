import Bytes
import Syndication

/// An RSS 2.0 document of the test's making.
struct RSS {
    struct Item {
        var title: String?
        var guid: String?
        var link: String?
        var date: String?
        var text = ""
    }

    var items: [Item]
    var extra = ""

    init(_ items: [Item], extra: String = "") {
        self.items = items
        self.extra = extra
    }

    var text: String {
        let items = items.map { item in
            var text = "<item>"
            if let title = item.title { text += "<title>\(title)</title>" }
            if let guid = item.guid { text += "<guid isPermaLink=\"false\">\(guid)</guid>" }
            if let link = item.link { text += "<link>\(link)</link>" }
            if let date = item.date { text += "<pubDate>\(date)</pubDate>" }
            return text + "<description><![CDATA[\(item.text)]]></description></item>"
        }
        return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Test</title><link>https://example.org/</link>\(extra)"
            + items.joined(separator: "\n") + "</channel></rss>"
    }
}
