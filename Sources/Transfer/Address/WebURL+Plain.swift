extension WebURL {
    /// Most URLs: nothing in them needs another form, and scheme, host and port are plain to see. Nil for all others.
    init?(plain text: String) {
        guard let plain = Self.plainAuthority(of: text) else { return nil }
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: plain.lowerBound)
        let end = bytes.index(start, offsetBy: plain.count)
        self.init(full: text, display: text, host: String(text[start..<end]), scheme: String(text[..<start]))
    }

    /// Where host and port stand in a URL that is plain.
    private static func plainAuthority(of text: String) -> Range<Int>? {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            let scheme = bytes.starts(with: "https://".utf8) ? 8 : bytes.starts(with: "http://".utf8) ? 7 : 0
            guard scheme > 0, let end = bytes[scheme...].firstIndex(of: UInt8(ascii: "/")) else { return nil }
            let authority = UnsafeBufferPointer(rebasing: bytes[scheme..<end])
            let colon = authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.count
            guard isPlain(name: authority[..<colon]) || isPlain(address: authority[..<colon]),
                colon == authority.count || isPlain(port: authority[(colon + 1)...], usual: scheme == 8 ? 443 : 80),
                bytes[end...].allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\") })
            else { return nil }
            return scheme..<end
        } ?? nil
    }

    /// In small letters of ASCII. What ends in a letter is no number in disguise.
    private static func isPlain(name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let last = name.last, isLetter(last) else { return false }
        return name.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// Of IPv4, in four decimal numbers without zeros before them.
    private static func isPlain(address: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = address
        for isLast in [false, false, false, true] {
            let end = isLast ? rest.endIndex : rest.firstIndex(of: UInt8(ascii: "."))
            guard let end, let number = number(rest[..<end]), number < 256 else { return false }
            rest = isLast ? rest[end...] : rest[(end + 1)...]
        }
        return true
    }

    private static func isPlain(port: Slice<UnsafeBufferPointer<UInt8>>, usual: Int) -> Bool {
        number(port).map { $0 > 0 && $0 < 65536 && $0 != usual } ?? false
    }

    /// Of at most five digits, as one would write it.
    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard (1...5).contains(digits.count), digits.allSatisfy(isDigit), digits.count == 1 || digits.first != UInt8(ascii: "0") else {
            return nil
        }
        return digits.reduce(0) { 10 * $0 + Int($1 & 0xF) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
