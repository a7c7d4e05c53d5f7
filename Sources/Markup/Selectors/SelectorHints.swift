import Bytes

/// What mistakes in selectors were probably meant to be: XPath, jQuery, pseudo-elements, and slips of the pen.
enum SelectorHints {
    // MARK: What stands where it cannot

    /// A mistake that is visible in the text as a whole: it is no CSS at all.
    static func foreignLanguage(_ scan: SelectorScanner) -> SelectorError? {
        let text = String(decoding: scan.bytes[scan.position...], as: UTF8.self)
        if scan.byte == UInt8(ascii: "/") || text.hasPrefix("./") || text.hasPrefix("../") || text.hasPrefix("(/") {
            return xpath(scan.position, text)
        }
        if text.hasPrefix("xpath:") {
            return SelectorError(scan.position, "an XPath stands where a CSS selector is expected", "write CSS here")
        }
        if text.hasPrefix("<") {
            return SelectorError(
                scan.position, "'<' begins a tag of HTML, not a selector", "write the name of the element without '<' and '>'")
        }
        if text.hasPrefix("$(") || text.hasPrefix("document.") {
            return SelectorError(scan.position, "this is JavaScript", "write only the selector, without what stands around its quotes")
        }
        return nil
    }

    private static func xpath(_ place: Int, _ text: String) -> SelectorError {
        SelectorError(place, "this is an XPath, not a CSS selector", "write xpath:\(String(text.prefix(60)).printable)")
    }

    /// The error for the character here, which begins nothing that may stand here.
    static func unexpected(_ scan: SelectorScanner) -> SelectorError {
        let place = scan.position
        guard !scan.isAtEnd else { return missing(scan) }
        func error(_ message: String, _ hint: String) -> SelectorError { SelectorError(place, message, hint) }
        switch scan.byte {
        case UInt8(ascii: "/"):
            return error("'/' is no combinator of CSS", "write '>' for a child, or xpath: before an XPath")
        case UInt8(ascii: "@"):
            return error("'@' cannot stand in a selector", "write @attribute once, at the very end, and not inside of a list with commas")
        case UInt8(ascii: ")"): return error("there is no '(' for this ')'", "remove it")
        case UInt8(ascii: "]"): return error("there is no '[' for this ']'", "remove it")
        case UInt8(ascii: "("): return error("'(' stands alone", "write the pseudo-class before it, such as :is(…)")
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"):
            return error("'\(scan.character)' belongs to a style sheet", "write only the selector")
        case UInt8(ascii: "<"): return error("'<' is no combinator of CSS", "write 'parent:has(> child)' to select a parent")
        case UInt8(ascii: "|"): return error("'|' is no combinator that is supported", "write a space, '>', '+' or '~'")
        case UInt8(ascii: "="): return error("'=' stands outside of brackets", "write [attribute=\"value\"]")
        case UInt8(ascii: "!"): return error("'!' cannot stand in a selector", "write :not(…)")
        case UInt8(ascii: "&"): return error("'&' belongs to nested style sheets", "write :scope")
        case UInt8(ascii: "$"), UInt8(ascii: "^"): return error("'\(scan.character)' stands outside of brackets", "write [href$=\".html\"]")
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return error("a string stands outside of brackets", "remove the quotes, or write [attribute=\"value\"]")
        case UInt8(ascii: ","): return error("a comma has a selector on one side only", "remove the comma, or write the selector")
        case UInt8(ascii: "\\"): return error("nothing that can be escaped follows this '\\'", "remove it")
        case UInt8(ascii: "%"): return error("'%' cannot stand in a selector", "write '\\%' in a name")
        case _ where ASCII.isDigit(scan.byte):
            return error("a name cannot begin with a digit", "write \(escaped(scan.word)) for such a class or id")
        case UInt8(ascii: "-"): return error("a name cannot be '-' alone, or have a digit after it", "write it with a '\\'")
        case _ where scan.isAtName:
            return error("'\(scan.word)' cannot stand here", "put a space before it, or remove it")
        default: return error("'\(scan.character)' cannot stand here", "write a '\\' before it if it belongs to a name")
        }
    }

    /// A digit at the beginning of a name, escaped.
    private static func escaped(_ word: String) -> String {
        let name = word.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        return SelectorSpelling.identifier(String(name))
    }

    /// Where a selector has to begin, and there is none.
    static func missing(_ scan: SelectorScanner) -> SelectorError {
        SelectorError(scan.position, "a selector is missing here", "write an element, a class or an id")
    }

    static func missingName(after sign: String, _ scan: SelectorScanner, _ start: Int) -> SelectorError {
        let what = sign == "." ? "class" : "id"
        if ASCII.isDigit(scan.byte) {
            return SelectorError(
                start, "the name of a\(what == "id" ? "n id" : " class") cannot begin with a digit", "write \(sign)\(escaped(scan.word))")
        }
        if scan.byte == UInt8(ascii: "/") {
            return xpath(start, String(decoding: scan.bytes[start...], as: UTF8.self))
        }
        if scan.byte == UInt8(ascii: ".") || scan.byte == UInt8(ascii: "#") {
            return SelectorError(start, "no name follows '\(sign)'", "remove one of the two signs")
        }
        return SelectorError(start, "no name follows '\(sign)'", "write the name of the \(what) right after it")
    }

    static func doubleCombinator(_ scan: SelectorScanner, after first: Selector.Combinator) -> SelectorError {
        let hint = first == .child && scan.byte == UInt8(ascii: ">") ? "write a space for any descendant" : "write one of them"
        return SelectorError(scan.position, "'\(scan.character)' follows '\(first.rawValue)'", hint)
    }

    // MARK: Pseudo-classes and pseudo-elements

    /// A pseudo-class as it was written.
    struct Pseudo {
        var name: String
        /// Where its colon stands.
        var start: Int
        /// What stands in its parentheses; nil without any.
        var argument: String?
    }

    static func pseudoElement(_ pseudo: Pseudo) -> SelectorError {
        let hint =
            switch pseudo.name {
            case "text": "remove it: the text of an element is taken anyway"
            case "attr":
                "remove it, and write @\(pseudo.argument?.printable.nonEmpty ?? "attribute") after the selector"
            default: "remove it"
            }
        return SelectorError(pseudo.start, "'::\(pseudo.name.printable)' is a pseudo-element, which is no element of a page", hint)
    }

    static func unknown(_ pseudo: Pseudo) -> SelectorError {
        let name = pseudo.name.printable
        func error(_ message: String, _ hint: String) -> SelectorError { SelectorError(pseudo.start, message, hint) }
        if pseudoElements.contains(pseudo.name) { return pseudoElement(pseudo) }
        if dynamic.contains(pseudo.name) {
            return error("':\(name)' depends on what the user of a browser does", "remove it")
        }
        if let hint = jQueryHint(pseudo) { return error("':\(name)' is no pseudo-class of CSS, but one of jQuery", hint) }
        if textual.contains(pseudo.name) {
            let text = pseudo.argument.map { $0.trimmingQuotes.printable } ?? "…"
            return error(
                "':\(name)' would select by text, which CSS cannot", "write an XPath: xpath://*[contains(., \"\(text)\")]")
        }
        if name == "host" || name == "root-node" { return error("':\(name)' is not supported", "write :root") }
        let known = PseudoClass.allCases.map(\.rawValue)
        let hint =
            Suggestion.nearest(to: pseudo.name, among: known).map { "did you mean ':\($0)'?" }
            ?? "write a '\\' before the ':' if it belongs to a name"
        return error("':\(name)' is not supported", hint)
    }

    private static let pseudoElements: Set<String> = [
        "before", "after", "first-line", "first-letter", "marker", "placeholder", "selection", "backdrop",
    ]

    private static let dynamic: Set<String> = [
        "hover", "active", "focus", "focus-within", "focus-visible", "visited", "target", "target-within", "local-link", "playing",
        "paused",
        "fullscreen", "modal", "open", "popover-open", "autofill", "user-valid", "user-invalid", "valid", "invalid", "in-range",
        "out-of-range", "placeholder-shown", "default", "indeterminate", "read-only", "read-write", "defined", "optional", "required",
        "blank",
        "current", "past", "future",
    ]

    private static let textual: Set<String> = [
        "contains", "-soup-contains", "-soup-contains-own", "has-text", "text-is", "text-matches", "matchestext", "containsown",
        "icontains",
        "contains-own", "matches-css", "-abp-contains", "xpath",
    ]

    private static func jQueryHint(_ pseudo: Pseudo) -> String? {
        let number = pseudo.argument.flatMap { Int($0) }
        switch pseudo.name {
        case "eq":
            guard let number else { return "write :nth-of-type(1) for the first of its kind among its siblings" }
            return number < 0 ? "write :nth-last-of-type(\(-max(number, -1_000_000)))" : "write :nth-of-type(\(min(number, 1_000_000) + 1))"
        case "gt": return "write :nth-of-type(n+\(min(number ?? 0, 1_000_000) + 2))"
        case "lt": return "write :nth-of-type(-n+\(min(number ?? 1, 1_000_000)))"
        case "nth": return "write :nth-of-type(\(min(number ?? 0, 1_000_000) + 1))"
        case "first": return "write :first-of-type, or remove it where the first match is taken anyway"
        case "last": return "write :last-of-type"
        case "even": return "write :nth-child(odd): jQuery counts from 0"
        case "odd": return "write :nth-child(even): jQuery counts from 0"
        case "header": return "write :is(h1, h2, h3, h4, h5, h6)"
        case "parent": return "write :not(:empty)"
        case "hidden": return "write [hidden]"
        case "visible": return "write :not([hidden])"
        case "input": return "write :is(input, textarea, select, button)"
        case "button", "checkbox", "file", "image", "password", "radio", "reset", "submit", "text": return "write [type=\"\(pseudo.name)\"]"
        case "selected": return "write [selected]"
        case "animated": return "remove it"
        default: return nil
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }

    fileprivate var trimmingQuotes: String {
        guard let first, first == "\"" || first == "'", count > 1, last == first else { return self }
        return String(dropFirst().dropLast())
    }
}
