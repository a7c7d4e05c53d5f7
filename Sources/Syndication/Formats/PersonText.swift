import Bytes

/// Persons in RSS and Dublin Core: the name and the mail address in one text, in either order.
enum PersonText {
    /// Parses `name`, `address`, `address (name)`, `name (address)`, `name <address>`, `"name" <address>`, `mailto:address`; nil for blank
    /// text.
    static func parse(_ text: String) -> Person? {
        let text = text.trimmingSpace()
        guard !text.isEmpty else { return nil }
        guard text.contains(byte: UInt8(ascii: "@")) else { return Person(name: text) }
        if let person = split(text, UInt8(ascii: "("), UInt8(ascii: ")")) ?? split(text, UInt8(ascii: "<"), UInt8(ascii: ">")) {
            return person
        }
        let bare = text.hasPrefix("mailto:") ? String(text.dropFirst(7)) : text
        if isAddress(bare) { return Person(email: bare) }
        // `address name` and `name address`, without brackets.
        let words = text.split(whereSeparator: \.isWhitespace)
        if words.count > 1, let index = words.firstIndex(where: { isAddress(String($0)) }) {
            let name = words.enumerated().filter { $0.offset != index }.map { String($0.element) }.joined(separator: " ")
            return Person(name: unquoted(name), email: String(words[index]))
        }
        return Person(name: text)
    }

    /// Parses the persons of a text, which lists several only if it names several mail addresses: `a@x (Ann), b@x (Ben)`. A name alone may
    /// contain any of the characters that separate persons.
    static func list(_ text: String) -> [Person] {
        let text = text.limited(toBytes: longestList)
        guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")), text.utf8[text.utf8.index(after: at)...].contains(UInt8(ascii: "@"))
        else { return parse(text).map { [$0] } ?? [] }
        var persons: [Person] = []
        var pending = ""
        for part in parts(of: text) {
            // A part without an address is the beginning of a name with a comma: `Doe, Ann <ann@x>`.
            pending += pending.isEmpty ? part : ", " + part
            guard let person = parse(pending), person.email != nil else { continue }
            if persons.count < 256 { persons.append(person) }
            pending = ""
        }
        // What names no address is no list.
        if !pending.isEmpty || persons.isEmpty { return parse(text).map { [$0] } ?? [] }
        return persons
    }

    /// In bytes: a hundred persons with their addresses. What is behind is left out, as each part may belong to the name before it.
    private static let longestList = 8192

    /// The text between commas and semicolons that stand neither in quotation marks nor in brackets.
    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var isQuoted = false
        var brackets = 0
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "(", "<": brackets += 1
            case ")", ">": brackets -= 1
            case ",", ";":
                if !isQuoted, brackets <= 0 {
                    parts.append(part.trimmingSpace())
                    part = ""
                    continue
                }
            default: break
            }
            part.append(character)
        }
        parts.append(part.trimmingSpace())
        return parts.filter { !$0.isEmpty }
    }

    private static func split(_ text: String, _ opening: UInt8, _ closing: UInt8) -> Person? {
        guard let open = text.utf8.firstIndex(of: opening), let close = text.utf8[open...].firstIndex(of: closing) else { return nil }
        let inside = String(text[text.utf8.index(after: open)..<close]).trimmingSpace()
        let outside = (String(text[..<open]) + " " + String(text[text.utf8.index(after: close)...])).trimmingSpace()
        let address = inside.hasPrefix("mailto:") ? String(inside.dropFirst(7)) : inside
        if isAddress(address) { return Person(name: outside.isEmpty ? nil : unquoted(outside), email: address) }
        if isAddress(outside) { return Person(name: inside.isEmpty ? nil : unquoted(inside), email: outside) }
        return nil
    }

    private static func unquoted(_ name: String) -> String {
        guard name.count > 2, let first = name.first, first == name.last, first == "\"" || first == "'" else { return name }
        return String(name.dropFirst().dropLast())
    }

    /// Whether `text` has the form of a mail address: one `@` with something on both sides, without white space or brackets.
    static func isAddress(_ text: String) -> Bool {
        guard text.utf8.count < 255, text.contains(byte: UInt8(ascii: "@")) else { return false }
        var text = text
        return text.withUTF8 { bytes in
            guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < bytes.count else { return false }
            var place = 0
            while place < bytes.count {
                switch bytes[place] {
                case UInt8(ascii: "@") where place != at: return false
                case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("): return false
                default: if TextSpace.width(bytes, at: place) != nil { return false }
                }
                place += 1
            }
            return true
        }
    }
}
