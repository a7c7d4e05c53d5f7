/// A list of CSS selectors: Selectors Level 3 without namespaces, and `:scope`, `:is()`, `:where()`, `:not()` with a list, `:has()`,
/// `:nth-child(… of …)` and the flags `i` and `s` of Level 4.
///
/// ``Selection`` finds the elements of a tree that it matches.
package struct Selector: Sendable, Hashable {
    let list: List

    /// - Throws: A ``SelectorError`` with the place of the mistake.
    package init(_ text: String) throws(SelectorError) {
        list = try SelectorParser.parse(text)
    }

    init(list: List) {
        self.list = list
    }

    /// Alternatives: an element matches where it matches one of them.
    struct List: Sendable, Hashable {
        var alternatives: [Chain]
    }

    /// Compounds joined by combinators: `ul > li a`.
    struct Chain: Sendable, Hashable {
        /// What stands before the first compound, in the argument of `:has()` alone.
        var leading: Combinator?
        var compounds: [Compound]
        /// What stands between the compounds: one fewer than those.
        var combinators: [Combinator]
    }

    enum Combinator: String, Sendable, Hashable {
        case descendant = " "
        case child = ">"
        case next = "+"
        case subsequent = "~"
    }

    /// Conditions on one element, all of which have to hold: `a.more[href]`. Without any, it is `*`.
    struct Compound: Sendable, Hashable {
        var conditions: [Condition]
    }

    enum Condition: Sendable, Hashable {
        /// The name of an element, in lower case.
        case name(String)
        case id(String)
        case hasClass(String)
        case attribute(AttributeCondition)
        case root
        case empty
        case scope
        /// `:link` and `:any-link`.
        case link
        /// `:checked`: a control that is on when the page is loaded.
        case checked
        case disabled
        case enabled
        /// The range of languages of `:lang()`, in lower case.
        case language(String)
        case position(Position)
        /// `:only-child` and `:only-of-type`.
        case only(isOfType: Bool)
        /// `:is()` and `:where()`.
        case matches(List)
        case not(List)
        case has(List)
    }

    /// `:nth-child(an+b of …)` and the pseudo-classes that are short for it.
    struct Position: Sendable, Hashable {
        /// The name of the pseudo-class as it was written, for ``Selector/description``.
        var spelling: String
        var step: Int
        var offset: Int
        var isFromEnd = false
        var isOfType = false
        /// Only siblings that match are counted.
        var counted: List?

        func contains(_ position: Int) -> Bool {
            let distance = position - offset
            return step == 0 ? distance == 0 : distance % step == 0 && distance / step >= 0
        }
    }
}

/// `[name]`, or `[name=value]` with one of the operators of Selectors Level 3.
struct AttributeCondition: Sendable, Hashable {
    enum Comparison: String, Sendable, Hashable {
        case equals = "="
        case hasWord = "~="
        case hasLanguagePrefix = "|="
        case begins = "^="
        case ends = "$="
        case contains = "*="
    }

    /// In lower case.
    var name: String
    /// Nil where the attribute only has to be there.
    var comparison: Comparison?
    var value = ""
    /// The flag `i` or `s`; nil where there is none, and HTML decides.
    var ignoresCase: Bool?

    /// The attributes whose values HTML compares without regard to case (HTML standard, 4.16.2).
    static let caseless: Set<String> = [
        "accept", "accept-charset", "align", "alink", "axis", "bgcolor", "charset", "checked", "clear", "codetype", "color", "compact",
        "declare", "defer", "dir", "direction", "disabled", "enctype", "face", "frame", "hreflang", "http-equiv", "lang", "language",
        "link",
        "media", "method", "multiple", "nohref", "noresize", "noshade", "nowrap", "readonly", "rel", "rev", "rules", "scope", "scrolling",
        "selected", "shape", "target", "text", "type", "valign", "valuetype", "vlink",
    ]
}
