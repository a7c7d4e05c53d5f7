/// A news page of our own making, with what stands around articles.
struct SamplePage {
    var language = "en"
    var title = "Council approves the new tram line"
    var paragraphs = SamplePage.english
    /// What stands between the paragraphs, by the index of the paragraph before it.
    var injected: [Int: String] = [:]
    var head = ""

    static let english = [
        "The city council approved the new tram line on Tuesday, after three years of debate and two public hearings that drew hundreds of residents.",
        "The line will connect the northern districts with the central station, and the first trams are expected to run in the spring of 2029.",
        "“This is the largest investment in public transport that our city has made in forty years,” the mayor said after the vote, which ended 31 to 12.",
        "Opponents had argued that the money, some 240 million, would be better spent on repairing the existing network and on more frequent buses.",
        "Construction is to begin next autumn, when the utilities along the route have been moved; two streets will be closed to cars for about a year.",
        "The operator expects 38,000 passengers a day, a third of whom drive to work today, according to a study that was published last month.",
    ]

    var html: String {
        var body = ""
        for (index, paragraph) in paragraphs.enumerated() {
            body += "<p>\(paragraph)</p>\n" + (injected[index] ?? "")
        }
        return """
            <!DOCTYPE html><html lang="\(language)"><head><meta charset="utf-8"><title>\(title) | The Daily Sample</title>\(head)</head><body>
            <header class="site-header"><a href="/" class="logo">The Daily Sample</a>
            <nav class="main-menu"><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li><li><a href="/culture">Culture</a></li></ul></nav></header>
            <div class="breadcrumbs"><a href="/">Home</a> » <a href="/news">News</a></div>
            <main><article class="post"><h1>\(title)</h1><div class="meta">By <span class="author">Ada Example</span>, 14:05</div>
            <div class="share-bar"><a href="https://s.test/f">Facebook</a> <a href="https://s.test/t">Twitter</a></div>
            <div class="article-body">\(body)</div>
            <div class="tags"><a href="/tag/tram">tram</a> <a href="/tag/council">council</a></div></article>
            <section class="related-articles"><h3>Related</h3><ul><li><a href="/1">Ten ways to cross the river without a bridge</a></li>
            <li><a href="/2">Why the harbour is silent on Sundays</a></li></ul></section>
            <section id="comments"><h3>2 comments</h3><div class="comment"><p>I have waited for this line since I was a child, and I am retired now.</p></div>
            <div class="comment"><p>Who is going to pay for all of this in the end? Exactly, all of us are.</p></div></section></main>
            <aside class="sidebar"><h3>Newsletter</h3><p>Subscribe to our newsletter and never miss a story again.</p></aside>
            <footer><p>© 2026 The Daily Sample. All rights reserved.</p><a href="/privacy">Privacy</a></footer>
            <script>var p = "<p>not text</p>";</script></body></html>
            """
    }

    /// What the article's text must be.
    var text: String { paragraphs.joined(separator: "\n\n") }
}
