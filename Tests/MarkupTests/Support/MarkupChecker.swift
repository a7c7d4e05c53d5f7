/// Reads markup by the narrowest grammar there is and says what is wrong with it: written apart from the code under test.
struct MarkupChecker {
    private static let elements: Set<String> = [
        "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "cite", "code", "col",
        "colgroup",
        "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr",
        "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
        "small",
        "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt",
        "u", "ul",
        "var", "video", "wbr", "math", "maction", "mi", "mn", "mo", "mrow", "ms", "mtext", "msup", "msub", "mfrac", "semantics", "mglyph",
        "msqrt",
    ]
    private static let voids: Set<String> = ["br", "col", "hr", "img", "source", "wbr"]
    private static let attributes: Set<String> = [
        "alt", "cite", "class", "colspan", "controls", "datetime", "dir", "display", "height", "href", "lang", "media", "open", "poster",
        "reversed",
        "rowspan", "scope", "sizes", "span", "src", "srcset", "start", "title", "type", "value", "width",
    ]

    static func problem(in markup: String) -> String? {
        var open: [String] = []
        // Tag characters would form one character with a quote before them.
        let markup = String(String.UnicodeScalarView(markup.unicodeScalars.map { (0xE0000...0xE0FFF).contains($0.value) ? "?" : $0 }))
        var rest = markup[...]
        while let less = rest.firstIndex(of: "<") {
            if rest[..<less].contains(">") { return "bare >" }
            rest = rest[rest.index(after: less)...]
            let isEnd = rest.first == "/"
            if isEnd { rest = rest.dropFirst() }
            let name = String(rest.prefix { $0.isASCII && ($0.isLowercase || $0.isNumber) })
            rest = rest.dropFirst(name.count)
            if !elements.contains(name) { return "<\(name)>" }
            while !isEnd, rest.first == " " {
                rest = rest.dropFirst()
                let attribute = String(rest.prefix { $0.isASCII && $0.isLowercase })
                rest = rest.dropFirst(attribute.count)
                if !attributes.contains(attribute) { return "attribute \(attribute)" }
                guard rest.hasPrefix("=\"") else { return "unquoted \(attribute)" }
                rest = rest.dropFirst(2)
                let value = String(rest.prefix { $0 != "\"" })
                rest = rest.dropFirst(value.count)
                guard rest.first == "\"" else { return "open quote" }
                rest = rest.dropFirst()
                if value.contains("<") || value.contains(">") { return "markup in \(attribute)" }
                if ["href", "src", "poster", "cite"].contains(attribute), let problem = problem(inURL: value) { return problem }
            }
            guard rest.first == ">" else { return "unclosed tag \(name)" }
            rest = rest.dropFirst()
            if isEnd {
                if open.popLast() != name { return "crossed </\(name)>" }
            } else if !voids.contains(name) {
                open.append(name)
            }
        }
        if rest.contains(">") { return "bare >" }
        if open.count > 0 { return "open <\(open.joined(separator: "> <"))>" }
        return markup.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" } ? "control character" : nil
    }

    private static func problem(inURL value: String) -> String? {
        let scheme = value.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if scheme.count < 2 { return nil }
        if value.hasPrefix("data:image/png;base64,") { return nil }
        return ["http", "https", "mailto", "tel"].contains(String(scheme[0])) ? nil : "scheme \(scheme[0])"
    }
}
