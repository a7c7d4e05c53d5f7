/// What the sanitizer asks of an element at each of its tags, in one record: all of it follows from ``HTMLElement``, and is worked out once.
///
/// Like ``HTMLNameTable``, the table is never freed.
struct SanitizerRules: @unchecked Sendable {
    struct Rule {
        let successor: HTMLElement
        let treatment: HTMLElement.Treatment
        fileprivate let traits: Traits
        /// The attributes that its start tag may have in the output, as a set of bits: most tags have none of them.
        let attributes: UInt64

        /// ``HTMLElement/closesParagraph``.
        @inline(__always)
        var closesParagraph: Bool { traits.contains(.closesParagraph) }
        /// ``HTMLElement/isPhrasing``.
        @inline(__always)
        var isPhrasing: Bool { traits.contains(.phrasing) }
        /// ``HTMLElement/isRemovedWhenEmpty``.
        @inline(__always)
        var isRemovedWhenEmpty: Bool { traits.contains(.removedWhenEmpty) }
        /// Whether its end changes the text.
        @inline(__always)
        var endsText: Bool { traits.contains(.endsText) }
        /// Whether the sanitizer counts how many of its kind are open.
        @inline(__always)
        var isCounted: Bool { traits.contains(.counted) }
    }

    fileprivate struct Traits: OptionSet {
        let rawValue: UInt8

        static let closesParagraph = Traits(rawValue: 1 << 0)
        static let phrasing = Traits(rawValue: 1 << 1)
        static let removedWhenEmpty = Traits(rawValue: 1 << 2)
        static let endsText = Traits(rawValue: 1 << 3)
        static let counted = Traits(rawValue: 1 << 4)
    }

    static let shared = SanitizerRules()

    /// By raw value, 256 of them, so that no byte is out of bounds. Not changed after `init`.
    private let rules: UnsafePointer<Rule>

    private init() {
        let rules = UnsafeMutablePointer<Rule>.allocate(capacity: 256)
        rules.initialize(repeating: Rule(.unknown), count: 256)
        for element in HTMLElement.allCases { rules[Int(element.rawValue)] = Rule(element) }
        self.rules = UnsafePointer(rules)
    }

    @inline(__always)
    subscript(element: HTMLElement) -> Rule { rules[Int(element.rawValue)] }
}

extension SanitizerRules.Rule {
    fileprivate init(_ element: HTMLElement) {
        successor = element.successor
        treatment = element.treatment
        attributes = SanitizerPass.attributes(of: element)
        var traits: SanitizerRules.Traits = []
        if element.closesParagraph { traits.insert(.closesParagraph) }
        if element.isPhrasing { traits.insert(.phrasing) }
        if element.isRemovedWhenEmpty { traits.insert(.removedWhenEmpty) }
        if element.treatment == .block || element.treatment == .tablePart || element == .q { traits.insert(.endsText) }
        if element == .pre || element == .audio || element == .video { traits.insert(.counted) }
        self.traits = traits
    }
}
