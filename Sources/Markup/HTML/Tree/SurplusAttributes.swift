/// Removes attributes from tags that have too many, before libxml2's HTML parser reads them: it compares each attribute of a tag with all before it. Of a
/// page with too many different names it removes what has further ones.
///
/// It reads tags as that parser does (`htmlParseStartTag`), so that both see the same ones.
struct SurplusAttributes {
    /// The greatest number of attributes of a tag.
    static let most = 256
    /// libxml2 breaks longer names in pieces.
    private static let longestName = 100

    private let bytes: UnsafeBufferPointer<UInt8>
    private let source: DocumentBytes
    private var position = 0
    private var hasCommentEnd = true
    /// The document so far without the surplus, and up to where it was copied; empty as long as there is none.
    private var output: [UInt8] = []
    private var copied = 0
    private var names: DistinctNames

    /// The document without its surplus attributes; nil where there are none.
    ///
    /// - Parameter mostNames: ``DistinctNames/most``.
    static func removed(from bytes: UnsafeBufferPointer<UInt8>, mostNames: Int = DistinctNames.most) -> [UInt8]? {
        guard let base = bytes.baseAddress else { return nil }
        var scan = SurplusAttributes(bytes, DocumentBytes(base: base, count: bytes.count), DistinctNames(most: mostNames))
        scan.run()
        guard scan.copied > 0 else { return nil }
        scan.output += bytes[scan.copied...]
        return scan.output
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, _ source: DocumentBytes, _ names: DistinctNames) {
        (self.bytes, self.source, self.names) = (bytes, source, names)
    }

    private mutating func run() {
        while let tag = source.next(UInt8(ascii: "<"), from: position), tag + 1 < bytes.count {
            readReferences(in: position..<tag)
            position = tag + 1
            if (bytes[position] | 0x20) &- 0x61 < 26 {
                readTag()
            } else if source.has("!--", at: position) {
                skipComment()
            } else if bytes[position] == UInt8(ascii: "/") || bytes[position] == UInt8(ascii: "?") {
                readEnd(from: tag)
            }
        }
        readReferences(in: position..<bytes.count)
    }

    /// How far the output was when a part of the document began.
    private struct Mark {
        let output: Int
        let copied: Int
    }

    private var mark: Mark { Mark(output: output.count, copied: copied) }

    /// Leaves a part of the document out.
    ///
    /// - Parameter mark: of its beginning.
    private mutating func cut(_ range: Range<Int>, since mark: Mark) {
        output.removeLast(output.count - mark.output)
        output += bytes[mark.copied..<range.lowerBound]
        copied = range.upperBound
    }

    private mutating func isAdmitted(_ name: Range<Int>) -> Bool {
        name.isEmpty || names.admit(UnsafeBufferPointer(rebasing: bytes[name]))
    }

    // MARK: References

    /// What refers to one name too many is made text.
    private mutating func readReferences(in range: Range<Int>) {
        // A page that is not larger has too few references for their names to be too many.
        guard bytes.count > 8 * names.most else { return }
        var at = range.lowerBound
        while let reference = source.next(UInt8(ascii: "&"), from: at), reference < range.upperBound {
            at = reference + 1
            let start = at
            while at < range.upperBound, Self.isName(bytes[at]) { at += 1 }
            if isAdmitted(start..<at) { continue }
            output += bytes[copied..<start]
            output += "amp;".utf8
            copied = start
        }
    }

    // MARK: Tags

    /// An end tag or an instruction.
    private mutating func readEnd(from tag: Int) {
        position += 1
        let name = position
        while position < bytes.count, Self.isName(bytes[position]) { position += 1 }
        if isAdmitted(name..<position) { return }
        position = source.next(UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? bytes.count
        cut(tag..<position, since: mark)
    }

    private mutating func readTag() {
        let beginning = mark
        let name = position
        while position < bytes.count, Self.isName(bytes[position]) { position += 1 }
        let raw = isName(name, "script") || isName(name, "style") ? name..<position : nil
        let isRead = isAdmitted(name..<position) || raw != nil
        var count = 0
        var surplus: (start: Int, mark: Mark)?
        while true {
            while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
            if isAtTagEnd { break }
            let (start, mark) = (position, self.mark)
            let attribute = readAttribute()
            count += attribute.count
            if count > Self.most, surplus == nil { surplus = (start, mark) }
            if !attribute.isRead { cut(start..<position, since: mark) }
        }
        if let surplus { cut(surplus.start..<position, since: surplus.mark) }
        if !isRead {
            position = source.next(UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? bytes.count
            cut(name - 1..<position, since: beginning)
        }
        if let raw { skipRawContent(of: UnsafeBufferPointer(rebasing: bytes[raw])) }
    }

    /// - Returns: the number of attributes that libxml2 takes it for, and whether its name is not one too many.
    private mutating func readAttribute() -> (count: Int, isRead: Bool) {
        let start = position
        guard Self.isNameStart(bytes[start]) else {
            while !isAtTagEnd, bytes[position] > 0x20 { position += 1 }
            // A slash that ends no tag.
            if position == start { position += 1 }
            return (0, true)
        }
        while position < bytes.count, Self.isName(bytes[position]) { position += 1 }
        let name = start..<position
        var value = position
        while value < bytes.count, bytes[value] <= 0x20 { value += 1 }
        if value < bytes.count, bytes[value] == UInt8(ascii: "=") {
            position = value + 1
            while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
            let value = position
            skipValue()
            readReferences(in: value..<position)
        }
        return (1 + name.count / Self.longestName, isAdmitted(name))
    }

    private mutating func skipValue() {
        guard position < bytes.count else { return }
        let quote = bytes[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            position = source.next(quote, from: position + 1).map { $0 + 1 } ?? bytes.count
        } else {
            while position < bytes.count, bytes[position] > 0x20, bytes[position] != UInt8(ascii: ">") { position += 1 }
        }
    }

    private var isAtTagEnd: Bool {
        guard position < bytes.count else { return true }
        if bytes[position] == UInt8(ascii: "/") { return position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: ">") }
        return bytes[position] == UInt8(ascii: ">")
    }

    // MARK: What contains no tags

    private mutating func skipComment() {
        guard hasCommentEnd else { return }
        var at = position + 3
        while let end = source.next(UInt8(ascii: ">"), from: at) {
            if end - 2 >= position + 3, bytes[end - 1] == UInt8(ascii: "-"), bytes[end - 2] == UInt8(ascii: "-") {
                position = end
                return
            }
            at = end + 1
        }
        hasCommentEnd = false
    }

    private mutating func skipRawContent(of name: UnsafeBufferPointer<UInt8>) {
        while let end = source.next(UInt8(ascii: "<"), from: position), end + 1 < bytes.count {
            position = end + 1
            guard bytes[position] == UInt8(ascii: "/"), bytes.count - position > name.count else { continue }
            if name.indices.allSatisfy({ bytes[position + 1 + $0] | 0x20 == name[$0] | 0x20 }) { return }
        }
        position = bytes.count
    }

    // MARK: Bytes

    private func isName(_ start: Int, _ name: StaticString) -> Bool {
        guard position - start == name.utf8CodeUnitCount else { return false }
        return (0..<name.utf8CodeUnitCount).allSatisfy { bytes[start + $0] | 0x20 == name.utf8Start[$0] }
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    private static func isName(_ byte: UInt8) -> Bool { isNameStart(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") }
}
