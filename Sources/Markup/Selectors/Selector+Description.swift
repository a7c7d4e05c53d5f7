extension Selector: CustomStringConvertible {
    /// The selector in its shortest spelling. Parsing it again gives an equal selector.
    package var description: String { list.description }
}

extension Selector.List: CustomStringConvertible {
    var description: String { alternatives.map(\.description).joined(separator: ", ") }
}

extension Selector.Chain: CustomStringConvertible {
    var description: String {
        var text = leading.map { $0 == .descendant ? "" : "\($0.rawValue) " } ?? ""
        for (index, compound) in compounds.enumerated() {
            if index > 0 {
                let combinator = combinators[index - 1]
                text += combinator == .descendant ? " " : " \(combinator.rawValue) "
            }
            text += compound.description
        }
        return text
    }
}

extension Selector.Compound: CustomStringConvertible {
    var description: String { conditions.isEmpty ? "*" : conditions.map(\.description).joined() }
}

extension Selector.Condition: CustomStringConvertible {
    var description: String {
        switch self {
        case .name(let name): SelectorSpelling.identifier(name)
        case .id(let id): "#" + SelectorSpelling.identifier(id)
        case .hasClass(let name): "." + SelectorSpelling.identifier(name)
        case .attribute(let attribute): attribute.description
        case .root: ":root"
        case .empty: ":empty"
        case .scope: ":scope"
        case .link: ":any-link"
        case .checked: ":checked"
        case .disabled: ":disabled"
        case .enabled: ":enabled"
        case .language(let range): ":lang(\(SelectorSpelling.identifier(range)))"
        case .position(let position): position.description
        case .only(let isOfType): isOfType ? ":only-of-type" : ":only-child"
        case .matches(let list): ":is(\(list))"
        case .not(let list): ":not(\(list))"
        case .has(let list): ":has(\(list))"
        }
    }
}

extension Selector.Position: CustomStringConvertible {
    var description: String {
        guard spelling.hasPrefix("nth-") else { return ":\(spelling)" }
        let number = step == 0 ? "\(offset)" : "\(step)n" + (offset == 0 ? "" : offset > 0 ? "+\(offset)" : "\(offset)")
        return ":\(spelling)(\(number)\(counted.map { " of \($0)" } ?? ""))"
    }
}

extension AttributeCondition: CustomStringConvertible {
    var description: String {
        let name = SelectorSpelling.identifier(name)
        guard let comparison else { return "[\(name)]" }
        let flag = ignoresCase.map { $0 ? " i" : " s" } ?? ""
        return "[\(name)\(comparison.rawValue)\(SelectorSpelling.value(value))\(flag)]"
    }
}

/// Writes names and strings so that they are parsed as what they are (CSSOM, "serialize an identifier").
package enum SelectorSpelling {
    package static func identifier(_ name: String) -> String {
        var text = ""
        for (index, scalar) in name.unicodeScalars.enumerated() {
            let isDigit = (0x30...0x39).contains(scalar.value)
            let isLeading = index == 0 || index == 1 && name.unicodeScalars.first == "-"
            if scalar.value < 0x20 || scalar.value == 0x7F || isDigit && isLeading || NameCheck.isMisread(scalar) {
                text += "\\" + String(scalar.value, radix: 16) + " "
            } else if scalar.value >= 0x80 || isDigit || scalar == "-" && name != "-" || scalar == "_"
                || (0x61...0x7A).contains(scalar.value | 0x20) && scalar.value >= 0x41
            {
                text.unicodeScalars.append(scalar)
            } else {
                text += "\\"
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// A value of an attribute: as a name where it is one, else in quotes.
    static func value(_ value: String) -> String {
        let name = identifier(value)
        if name == value, !value.isEmpty { return value }
        var text = "\""
        for scalar in value.unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x7F {
                text += "\\" + String(scalar.value, radix: 16) + " "
            } else {
                if scalar == "\"" || scalar == "\\" { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

/// Characters that CSS allows in names, and that nobody means as part of one.
enum NameCheck {
    /// White space that is not ASCII, and quotes that typesetting programs put in the place of straight ones.
    static func isMisread(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x80 && (scalar.properties.isWhitespace || isQuote(scalar) || scalar.value == 0x200B || scalar.value == 0xFEFF)
    }

    static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2018...0x201F, 0xAB, 0xBB, 0x2039, 0x203A: true
        default: false
        }
    }
}
