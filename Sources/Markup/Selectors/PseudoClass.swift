/// The pseudo-classes that are supported, by their names.
enum PseudoClass: String, CaseIterable {
    case root, empty, scope, link, checked, disabled, enabled
    case anyLink = "any-link"
    case firstChild = "first-child"
    case lastChild = "last-child"
    case onlyChild = "only-child"
    case firstOfType = "first-of-type"
    case lastOfType = "last-of-type"
    case onlyOfType = "only-of-type"
    case nthChild = "nth-child"
    case nthLastChild = "nth-last-child"
    case nthOfType = "nth-of-type"
    case nthLastOfType = "nth-last-of-type"
    case `is`, `where`, not, has, lang
    /// Earlier names of `:is()`.
    case matches
    case any = "-webkit-any"

    var takesArgument: Bool {
        switch self {
        case .nthChild, .nthLastChild, .nthOfType, .nthLastOfType, .is, .where, .not, .has, .lang, .matches, .any: true
        default: false
        }
    }

    var isFromEnd: Bool { self == .nthLastChild || self == .nthLastOfType || self == .lastChild || self == .lastOfType }
    var isOfType: Bool { self == .nthOfType || self == .nthLastOfType || self == .firstOfType || self == .lastOfType }

    /// How it is written, for hints.
    var example: String {
        switch self {
        case .nthChild, .nthLastChild, .nthOfType, .nthLastOfType: ":\(rawValue)(2), :\(rawValue)(odd) or :\(rawValue)(3n+1)"
        case .lang: ":lang(en)"
        case .has: ":has(time) or :has(> a)"
        case .not: ":not(.promo)"
        case .is, .where, .matches, .any: ":\(rawValue)(h2, h3)"
        default: ":\(rawValue)"
        }
    }

    /// The condition of one without an argument.
    var simpleCondition: Selector.Condition {
        switch self {
        case .root: .root
        case .empty: .empty
        case .scope: .scope
        case .link, .anyLink: .link
        case .checked: .checked
        case .disabled: .disabled
        case .enabled: .enabled
        case .onlyChild: .only(isOfType: false)
        case .onlyOfType: .only(isOfType: true)
        default: .position(.init(spelling: rawValue, step: 0, offset: 1, isFromEnd: isFromEnd, isOfType: isOfType))
        }
    }
}
