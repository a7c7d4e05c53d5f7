import WebAddress

/// What the relative references in a piece of HTML are resolved against. The URLs are parsed when the first reference needs them: most HTML in feeds has
/// none.
struct ContentBases: Sendable {
    private let baseText: String?
    private let fragmentText: String?
    /// Whether a reference that is only a fragment stays as it is where nothing resolves it.
    let keepsFragments: Bool
    private var parsedBase: WebURL??
    private var parsedFragments: WebURL??

    /// - Parameters:
    ///   - base: the base of relative references.
    ///   - fragments: the base of references that are only a fragment.
    init(base: String?, fragments: String?, keepsFragments: Bool) {
        baseText = base
        fragmentText = fragments
        self.keepsFragments = keepsFragments
    }

    /// The base of relative references.
    var base: WebURL? {
        mutating get {
            if let parsedBase { return parsedBase }
            let base = baseText.flatMap { WebURL.base($0) }
            parsedBase = .some(base)
            return base
        }
    }

    /// The base of references that are only a fragment.
    var fragments: WebURL? {
        mutating get {
            if let parsedFragments { return parsedFragments }
            let fragments = fragmentText.flatMap { WebURL.base($0) }
            parsedFragments = .some(fragments)
            return fragments
        }
    }
}
