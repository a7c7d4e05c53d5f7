/// Walks over the bytes of a TOML document, and knows the position of where it is.
struct TOMLCursor {
    let bytes: [UInt8]
    private(set) var offset: Int
    private var line = 1
    /// An offset on the current line, and its column. Later columns are counted from here, so that asking for every position on a long line
    /// takes linear time.
    private var counted: (offset: Int, column: Int)

    /// - Parameter bytes: valid UTF-8. A byte order mark at the beginning is skipped.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        counted = (offset, 1)
    }

    // MARK: - Looking

    var isAtEnd: Bool { offset >= bytes.count }

    /// Nil at the end.
    var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// The byte at `distance` from the cursor; nil outside of the document.
    func peek(_ distance: Int) -> UInt8? {
        bytes.indices.contains(offset + distance) ? bytes[offset + distance] : nil
    }

    func isAt(_ character: Unicode.Scalar) -> Bool {
        current.map(UInt32.init) == character.value
    }

    var isAtNewline: Bool {
        isAt("\n") || isAt("\r") && peek(1) == UInt8(ascii: "\n")
    }

    /// The character at the cursor; nil at the end.
    var scalar: Unicode.Scalar? {
        String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
    }

    /// What the current line still holds, without white space around it, for messages: cut where it is very long.
    var restOfLine: String {
        let rest = bytes[offset...].prefix(500).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let end = rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex
        return String(decoding: rest[..<end].drop(while: isBlank), as: UTF8.self)
    }

    func text(from start: Int) -> String {
        String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// Where the cursor is.
    var position: TextPosition {
        mutating get {
            // Bytes that continue a character do not count.
            let column = counted.column + bytes[counted.offset..<offset].count { $0 & 0xC0 != 0x80 }
            counted = (offset, column)
            return TextPosition(line: line, column: column)
        }
    }

    // MARK: - Moving

    /// Moves on by one byte, which is not a newline.
    mutating func advance() {
        offset += 1
    }

    /// Moves on over the bytes that satisfy `predicate`; none of them may be a newline.
    mutating func skip(while predicate: (UInt8) -> Bool) {
        while offset < bytes.count, predicate(bytes[offset]) { offset += 1 }
    }

    /// Moves past `character`, which is ASCII and not a newline, if it comes next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        offset += 1
        return true
    }

    /// Skips spaces and tabs.
    mutating func skipBlanks() {
        skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// Skips the end of a line, `\n` or `\r\n`, if it comes next.
    mutating func skipNewline() -> Bool {
        guard isAtNewline else { return false }
        offset += isAt("\r") ? 2 : 1
        line += 1
        counted = (offset, 1)
        return true
    }
}
