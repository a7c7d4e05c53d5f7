@testable import Markup

/// The pages that the tests of selectors select from. Elements are named by their ids.
enum SelectorPages {
    static let news = """
        <html id="html" lang="en"><head id="head"><title id="title">News</title></head><body id="body">\
        <div id="nav" class="nav menu"><a id="n1" href="/">Home</a><a id="n2" href="/about" rel="nofollow NEXT">About</a><a id="n3">None</a></div>\
        <main id="main">\
        <article id="a1" class="teaser first" data-kind="news">\
        <h2 id="h1"><a id="l1" href="https://example.org/one" class="link">One</a></h2>\
        <p id="p1" class="intro">Text</p><time id="t1" datetime="2026-01-02">2 January</time></article>\
        <article id="a2" class="teaser promo" data-kind="news-ticker">\
        <h2 id="h2"><a id="l2" href="/two.html" title="it's two">Two</a></h2><p id="p2"></p></article>\
        <article id="a3" class="teaser TEASER" lang="de-AT">\
        <h3 id="h3">Three</h3><p id="p3"> </p><p id="p4">x<em id="e1">y</em></p></article>\
        <x-card id="x1" kind="a b" onclick="f()"><svg id="s1" viewBox="0 0 1 1"><path id="s2" d="M0"></path></svg></x-card>\
        </main>\
        <form id="f"><input id="f1" type="TEXT" disabled><input id="f2" type="checkbox" checked>\
        <select id="f3"><option id="o1">1</option><option id="o2" selected>2</option></select></form>\
        <div id="d1" class="1st x:y ünï a.b" title="a &quot;b&quot;"><span id="é"></span><span id="q" class=""></span></div>\
        <footer id="foot"><p id="p5">End</p></footer></body></html>
        """

    /// Eight children of two kinds, then a table with two rows for each item.
    static let lists = """
        <html id="html"><head id="head"></head><body id="body"><div id="l"><b id="b1" class="k">1</b><i id="i1">2</i><b id="b2">3</b><i id="i2" class="k">4</i>\
        <i id="i3" class="k">5</i><b id="b3" class="k">6</b><b id="b4">7</b><u id="u1">8</u></div>\
        <table id="t"><tbody id="tb"><tr id="r1" class="item"><td id="c1">One</td></tr><tr id="r2"><td id="c2" class="date">1</td></tr>\
        <tr id="r3" class="item"><td id="c3">Two</td></tr><tr id="r4"><td id="c4" class="date">2</td></tr>\
        <tr id="r5" class="item"><td id="c5">Three</td></tr></tbody></table>\
        <div id="o"><div id="m1"><div id="m2"><div id="m3"><p id="p">deep</p></div></div></div></div></body></html>
        """

    static func tree(_ html: String) -> HTMLTree {
        var html = html
        return html.withUTF8 { HTMLTree($0, keeping: .everything) }
    }

    static func ids(_ tree: HTMLTree, _ nodes: [Int]) -> String {
        nodes.map { tree.attribute($0, "id") ?? tree.name($0) }.joined(separator: " ")
    }

    static func node(_ tree: HTMLTree, _ id: String) -> Int? {
        tree.nodes.indices.first { tree.attribute($0, "id") == id }
    }
}
