import Bytes

/// Parses a list of selectors by the grammar of Selectors Level 4, and says what a mistake was probably meant to be.
struct SelectorParser {
    /// The greatest length of a selector in bytes.
    static let longest = 4096
    /// The greatest number of conditions in a selector, those of nested lists included.
    static let mostConditions = 256
    /// How deep lists may be nested: `:not(:is(…))` are two.
    static let deepest = 8

    var scan: SelectorScanner
    private var conditions = 0
    private var depth = 0
    private var isInHas = false

    static func parse(_ text: String) throws(SelectorError) -> Selector.List {
        var parser = SelectorParser(scan: SelectorScanner(text))
        return try parser.parseWhole()
    }

    private init(scan: SelectorScanner) {
        self.scan = scan
    }

    private mutating func parseWhole() throws(SelectorError) -> Selector.List {
        if scan.count > Self.longest {
            throw SelectorError(Self.longest, "the selector is longer than \(Self.longest) bytes", "write a shorter one")
        }
        try scan.skipSpace()
        if scan.isAtEnd { throw SelectorError(0, "the selector is empty", "write an element, a class or an id, such as article.teaser") }
        if let error = SelectorHints.foreignLanguage(scan) { throw error }
        let list = try parseList(isRelative: false)
        if !scan.isAtEnd { throw SelectorHints.unexpected(scan) }
        return list
    }

    // MARK: Lists and chains

    /// Parses up to the end or a closing parenthesis.
    mutating func parseList(isRelative: Bool) throws(SelectorError) -> Selector.List {
        var alternatives: [Selector.Chain] = []
        repeat {
            try scan.skipSpace()
            alternatives.append(try parseChain(isRelative: isRelative, isFirst: alternatives.isEmpty))
        } while scan.take(",")
        return Selector.List(alternatives: alternatives)
    }

    private mutating func parseChain(isRelative: Bool, isFirst: Bool) throws(SelectorError) -> Selector.Chain {
        var chain = Selector.Chain(leading: isRelative ? .descendant : nil, compounds: [], combinators: [])
        let start = scan.position
        if let sign = takeCombinatorSign() {
            guard isRelative else {
                throw SelectorError(
                    start, "a selector cannot begin with '\(sign.rawValue)'",
                    "write ':scope \(sign.rawValue) …' to start from the element that is searched")
            }
            chain.leading = sign
            try scan.skipSpace()
        }
        if scan.isAtEnd || scan.byte == UInt8(ascii: ",") || scan.byte == UInt8(ascii: ")") {
            if !isFirst || scan.byte == UInt8(ascii: ",") {
                throw SelectorError(scan.position, "a comma has a selector on one side only", "remove the comma, or write the selector")
            }
            throw SelectorHints.missing(scan)
        }
        chain.compounds.append(try parseCompound())
        while true {
            let hadSpace = try scan.skipSpace()
            if scan.isAtEnd || scan.byte == UInt8(ascii: ",") || scan.byte == UInt8(ascii: ")") { break }
            let sign = scan.position
            if let combinator = takeCombinatorSign() {
                try scan.skipSpace()
                if scan.isAtEnd || scan.byte == UInt8(ascii: ",") || scan.byte == UInt8(ascii: ")") {
                    throw SelectorError(
                        sign, "nothing follows '\(combinator.rawValue)'", "write the element that it leads to, or remove it")
                }
                if SelectorScanner.isCombinatorSign(scan.byte) { throw SelectorHints.doubleCombinator(scan, after: combinator) }
                chain.combinators.append(combinator)
            } else {
                guard hadSpace else { throw SelectorHints.unexpected(scan) }
                chain.combinators.append(.descendant)
            }
            chain.compounds.append(try parseCompound())
        }
        return chain
    }

    private mutating func takeCombinatorSign() -> Selector.Combinator? {
        guard SelectorScanner.isCombinatorSign(scan.byte) else { return nil }
        defer { scan.position += 1 }
        return Selector.Combinator(rawValue: String(UnicodeScalar(scan.byte)))
    }

    // MARK: Compounds

    private mutating func parseCompound() throws(SelectorError) -> Selector.Compound {
        var compound = Selector.Compound(conditions: [])
        let start = scan.position
        if scan.take("*") {
            try refuseNamespace(start)
        } else if scan.isAtName {
            let name = try scan.name()
            try refuseNamespace(start)
            try add(.name(name.lowercased()), to: &compound, at: start)
        }
        loop: while !scan.isAtEnd {
            let place = scan.position
            switch scan.byte {
            case UInt8(ascii: "#"): try add(.id(try parseID()), to: &compound, at: place)
            case UInt8(ascii: "."): try add(.hasClass(try parseClass()), to: &compound, at: place)
            case UInt8(ascii: "["): try add(.attribute(try parseAttribute()), to: &compound, at: place)
            case UInt8(ascii: ":"): try add(try parsePseudoClass(), to: &compound, at: place)
            case UInt8(ascii: "*"):
                throw SelectorError(place, "'*' stands after another part of the same element", "remove it, or put a space before it")
            case _ where scan.isAtName && place > start:
                throw SelectorError(
                    place, "the name of an element stands after another part of the same element",
                    "write it first, or put a space before it for an element inside")
            default: break loop
            }
        }
        if scan.position == start { throw SelectorHints.unexpected(scan) }
        return compound
    }

    private mutating func add(_ condition: Selector.Condition, to compound: inout Selector.Compound, at place: Int) throws(SelectorError) {
        conditions += 1
        if conditions > Self.mostConditions {
            throw SelectorError(place, "the selector has more than \(Self.mostConditions) parts", "write a shorter one")
        }
        compound.conditions.append(condition)
    }

    private func refuseNamespace(_ start: Int) throws(SelectorError) {
        guard scan.byte == UInt8(ascii: "|"), scan.byte(1) != UInt8(ascii: "=") else { return }
        if scan.byte(1) == UInt8(ascii: "|") { throw SelectorHints.unexpected(scan) }
        throw SelectorError(
            start, "namespaces are not supported: elements of HTML and SVG are selected by their names alone",
            "write the name after the '|'")
    }

    private mutating func parseID() throws(SelectorError) -> String {
        let start = scan.position
        scan.position += 1
        guard scan.isAtName else { throw SelectorHints.missingName(after: "#", scan, start) }
        return try scan.name()
    }

    private mutating func parseClass() throws(SelectorError) -> String {
        let start = scan.position
        scan.position += 1
        guard scan.isAtName else { throw SelectorHints.missingName(after: ".", scan, start) }
        return try scan.name()
    }

    // MARK: Pseudo-classes

    private mutating func parsePseudoClass() throws(SelectorError) -> Selector.Condition {
        let start = scan.position
        scan.position += 1
        let isElement = scan.take(":")
        guard scan.isAtName else {
            throw SelectorError(start, "no name follows ':'", "write a pseudo-class such as :first-child, or a '\\' before a ':' in a name")
        }
        let name = try scan.name().lowercased()
        let opening = scan.position
        let hasArgument = scan.take("(")
        let pseudo = SelectorHints.Pseudo(name: name, start: start, argument: hasArgument ? scan.rawArgument() : nil)
        if isElement { throw SelectorHints.pseudoElement(pseudo) }
        guard let kind = PseudoClass(rawValue: name) else { throw SelectorHints.unknown(pseudo) }
        if kind.takesArgument != hasArgument {
            throw hasArgument
                ? SelectorError(opening, "':\(name)' takes no argument", "remove the parentheses")
                : SelectorError(start, "':\(name)' takes an argument in parentheses", "write \(kind.example)")
        }
        guard hasArgument else { return kind.simpleCondition }
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest {
            throw SelectorError(start, "selectors are nested deeper than \(Self.deepest) levels", "write a simpler one")
        }
        try scan.skipSpace()
        if scan.byte == UInt8(ascii: ")"), !scan.isAtEnd {
            throw SelectorError(scan.position, "':\(name)' is empty", "write \(kind.example)")
        }
        if scan.isAtEnd { throw Self.unclosed(opening) }
        let condition = try parseArgument(of: kind, start)
        try scan.skipSpace()
        if scan.isAtEnd { throw Self.unclosed(opening) }
        guard scan.take(")") else { throw SelectorHints.unexpected(scan) }
        return condition
    }

    private static func unclosed(_ opening: Int) -> SelectorError {
        SelectorError(opening, "this '(' is not closed", "write the ')' that belongs to it")
    }

    private mutating func parseArgument(of kind: PseudoClass, _ start: Int) throws(SelectorError) -> Selector.Condition {
        switch kind {
        case .is, .matches, .where, .any: return .matches(try parseList(isRelative: false))
        case .not: return .not(try parseList(isRelative: false))
        case .has:
            if isInHas {
                throw SelectorError(start, "':has()' stands inside ':has()'", "write one with both conditions, such as :has(ul a)")
            }
            isInHas = true
            defer { isInHas = false }
            return .has(try parseList(isRelative: true))
        case .lang:
            let range = scan.byte == UInt8(ascii: "\"") || scan.byte == UInt8(ascii: "'") ? try scan.string() : try languageName()
            return .language(range.lowercased())
        default: return .position(try parsePosition(kind))
        }
    }

    private mutating func languageName() throws(SelectorError) -> String {
        guard scan.isAtName else { throw SelectorError(scan.position, "':lang()' takes a language", "write \(PseudoClass.lang.example)") }
        return try scan.name()
    }

    private mutating func parsePosition(_ kind: PseudoClass) throws(SelectorError) -> Selector.Position {
        let (step, offset) = try scan.stepAndOffset(of: kind.rawValue)
        var position = Selector.Position(
            spelling: kind.rawValue, step: step, offset: offset, isFromEnd: kind.isFromEnd, isOfType: kind.isOfType)
        try scan.skipSpace()
        let place = scan.position
        if scan.isAtName, try scan.name().lowercased() == "of" {
            if kind.isOfType {
                throw SelectorError(place, "':\(kind.rawValue)' takes no 'of'", "write :nth-child(… of …)")
            }
            position.counted = try parseList(isRelative: false)
        } else {
            scan.position = place
        }
        return position
    }
}
