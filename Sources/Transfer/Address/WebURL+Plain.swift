extension WebURL {
    /// Most URLs: nothing in them needs another form, and scheme, host and port are plain to see. Nil for all others.
    init?(plain text: String) {
        let bytes = text.utf8
        let scheme = bytes.starts(with: "https://".utf8) ? 8 : bytes.starts(with: "http://".utf8) ? 7 : 0
        let authority = bytes.dropFirst(scheme).prefix { $0 != UInt8(ascii: "/") }
        let name = authority.prefix { $0 != UInt8(ascii: ":") }
        let path = bytes[authority.endIndex...]
        guard scheme > 0, !path.isEmpty, Self.isPlain(name: name) || Self.isPlain(address: name),
            name.endIndex == authority.endIndex
                || Self.isPlain(port: authority[name.endIndex...].dropFirst(), usual: scheme == 8 ? 443 : 80),
            path.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.init(full: text, display: text, host: String(Substring(authority)), scheme: String(Substring(bytes.prefix(scheme))))
    }

    /// In small letters of ASCII. What ends in a letter is no number in disguise.
    private static func isPlain(name: Substring.UTF8View) -> Bool {
        guard let last = name.last, isLetter(last) else { return false }
        return name.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// Of IPv4, in four decimal numbers without zeros before them.
    private static func isPlain(address: Substring.UTF8View) -> Bool {
        let numbers = address.split(separator: UInt8(ascii: "."), maxSplits: 4, omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.allSatisfy { number($0).map { $0 < 256 } ?? false }
    }

    private static func isPlain(port: Substring.UTF8View, usual: Int) -> Bool {
        number(port).map { $0 > 0 && $0 < 65536 && $0 != usual } ?? false
    }

    /// Of at most five digits, as one would write it.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...5).contains(digits.count), digits.allSatisfy(isDigit), digits.count == 1 || digits.first != UInt8(ascii: "0") else {
            return nil
        }
        return digits.reduce(0) { 10 * $0 + Int($1 & 0xF) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
