import Bytes
import Glibc

/// Splits HTML into tags and text by the tokenization rules of the HTML standard (13.2.5), with some leniencies: an unclosed quote or
/// comment ends at the next `>`, a `<` that no `>` follows is text, as is `</3`, and the markers of a CDATA section are skipped.
///
/// It works on bytes that it does not own and that must outlive it. Every input takes linear time.
package struct HTMLTokenizer: ~Copyable {
    package enum Token {
        /// Text at `start..<end`, with its character references not decoded.
        case text
        case startTag
        case endTag
        /// The end of the input.
        case end
    }

    /// A range of offsets in the input.
    package struct Range {
        package var start: Int
        package var end: Int

        package var count: Int { end &- start }
    }

    package let bytes: UnsafePointer<UInt8>
    package let count: Int
    /// The offset where the last token begins.
    package private(set) var start = 0
    /// The offset after the last token; for a tag, the offset after its `>`.
    package private(set) var end = 0
    /// The element of the last tag.
    package private(set) var element = HTMLElement.unknown
    /// Whether the last tag was written `<name/>`.
    package private(set) var isSelfClosing = false
    /// The attributes of the last tag, one bit for each (``HTMLAttribute/bit``).
    package private(set) var present: UInt64 = 0
    /// The names and the values of the `data-…` attributes of the last tag that are none of ``HTMLAttribute``, where it is the tag of an image
    /// or of an unknown element: two places each.
    private(set) var otherData: [Range] = []
    /// The greatest number of them.
    private static let mostOtherData = 8
    private static let longestName = 64
    private static let dataPrefix = PackedName("data-").low

    private var position = 0
    private let values: UnsafeMutablePointer<Range>
    private let elementNames = HTMLElement.named
    private let attributeNames = HTMLAttribute.named
    /// The offset of the last `>` of the input, -1 without one. No tag begins after it.
    private let lastTagEnd: Int
    // False once a search to the end of the input has found none: later searches are skipped, which keeps the time linear.
    private var hasDoubleQuote = true
    private var hasSingleQuote = true
    private var hasCommentEnd = true
    private var hasSectionEnd = true
    /// The offset of the `]]>` of the open CDATA section, -1 outside of sections.
    private var sectionEnd = -1
    private var brokenTags = 0
    /// The offset of the next end tag of each element that was searched for.
    private var knownEndTags: [HTMLElement: Int] = [:]

    package init(_ input: UnsafeBufferPointer<UInt8>) {
        values = .allocate(capacity: 64)
        values.initialize(repeating: Range(start: 0, end: 0), count: 64)
        if let base = input.baseAddress {
            bytes = base
            count = input.count
        } else {
            bytes = UnsafePointer(UnsafeRawPointer(values).assumingMemoryBound(to: UInt8.self))
            count = 0
        }
        var last = count &- 1
        while last >= 0, bytes[last] != UInt8(ascii: ">") { last &-= 1 }
        lastTagEnd = last
    }

    deinit {
        values.deallocate()
    }

    /// The place of an attribute's value in the last tag, its references not decoded; nil where the tag does not have the attribute.
    @inline(__always)
    package subscript(attribute: HTMLAttribute) -> Range? {
        present & attribute.bit == 0 ? nil : values[Int(attribute.rawValue)]
    }

    /// The place of the last token: the text, or the tag from `<` to `>`.
    package var token: Range { Range(start: start, end: end) }

    /// The bytes of a range of the input.
    package func slice(_ range: Range) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes + range.start, count: range.count)
    }

    /// Reads the next token. Comments, processing instructions and document types are skipped.
    package mutating func next() -> Token {
        while position < count {
            start = position
            if bytes[position] != UInt8(ascii: "<") { return text(from: position) }
            let following = position &+ 1 < count ? bytes[position &+ 1] : 0
            switch following {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                switch tag(nameAt: position &+ 1) {
                case .whole: return .startTag
                case .broken: return text(from: position &+ 1)
                case .dropped: break
                }
            case UInt8(ascii: "/"):
                let name = position &+ 2 < count ? bytes[position &+ 2] : 0
                if (name | 0x20) &- 0x61 < 26 {
                    switch tag(nameAt: position &+ 2) {
                    case .whole: return .endTag
                    case .broken: return text(from: position &+ 1)
                    case .dropped: break
                    }
                } else if position > lastTagEnd || name &- 0x30 < 10 {
                    return text(from: position &+ 1)
                } else {
                    skipPastTagEnd()
                }
            case UInt8(ascii: "!"):
                declaration()
            case UInt8(ascii: "?"):
                skipPastTagEnd()
            default:
                return text(from: position &+ 1)
            }
        }
        return .end
    }

    /// Skips the content and the end tag of the element whose start tag was the last token, without reading the content as markup.
    /// - Parameter orRest: Whether the rest of the input is skipped where the end tag is missing. If not, nothing is.
    package mutating func skipRawContent(orRest: Bool) {
        guard !isSelfClosing else { return }
        let at = endTag(of: element)
        if at < count {
            position = at
            skipPastTagEnd()
        } else if orRest {
            position = count
        }
    }

    /// The name of the last tag.
    var tagName: Range {
        var from = start &+ 1
        if from < end, bytes[from] == UInt8(ascii: "/") { from &+= 1 }
        var to = from
        while to < end, bytes[to] > 0x20, bytes[to] != UInt8(ascii: ">"), bytes[to] != UInt8(ascii: "/") { to &+= 1 }
        return Range(start: from, end: to)
    }

    /// What is between the last token, the start tag of `element`, and the next end tag of that element; nil where none follows.
    mutating func content(of element: HTMLElement) -> Range? {
        let end = endTag(of: element)
        return end < count && end >= position ? Range(start: position, end: end) : nil
    }

    /// Whether an end tag of `element` follows anywhere after the last token.
    package mutating func isClosed(_ element: HTMLElement) -> Bool {
        endTag(of: element) < count
    }

    // MARK: Text, comments and declarations

    private mutating func text(from searchStart: Int) -> Token {
        var stop = count
        if searchStart < count, let found = memchr(bytes + searchStart, Int32(UInt8(ascii: "<")), count &- searchStart) {
            stop = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
        }
        position = stop
        if sectionEnd >= start, sectionEnd < stop {
            stop = sectionEnd
            position = sectionEnd &+ 3
            sectionEnd = -1
        }
        end = stop
        return .text
    }

    private mutating func declaration() {
        if starts(with: "<!--") {
            let body = position &+ 4
            if body < count, bytes[body] == UInt8(ascii: ">") {
                position = body &+ 1
            } else if starts(with: "<!--->") {
                position = body &+ 2
            } else if hasCommentEnd, let close = find("--", UInt8(ascii: ">"), from: body) {
                position = close
            } else {
                hasCommentEnd = false
                skipPastTagEnd()
            }
        } else if starts(with: "<![CDATA[") {
            position = position &+ 9
            // A section that begins inside another ends with the outer one.
            guard hasSectionEnd, sectionEnd < position else { return }
            if let close = find("]]", UInt8(ascii: ">"), from: position) { sectionEnd = close &- 3 } else { hasSectionEnd = false }
        } else {
            skipPastTagEnd()
        }
    }

    /// The offset after the next `pair` (two equal bytes) followed by `last`; for comments, also after `--!>`.
    private func find(_ pair: StaticString, _ last: UInt8, from: Int) -> Int? {
        let first = pair.utf8Start[0]
        var at = from
        while at < count, let found = memchr(bytes + at, Int32(last), count &- at) {
            let index = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
            if index &- 2 >= from, bytes[index &- 1] == first, bytes[index &- 2] == first { return index &+ 1 }
            if first == UInt8(ascii: "-"), index &- 3 >= from, bytes[index &- 1] == UInt8(ascii: "!"), bytes[index &- 2] == first,
                bytes[index &- 3] == first
            {
                return index &+ 1
            }
            at = index &+ 1
        }
        return nil
    }

    private func starts(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        return count &- position >= length && memcmp(bytes + position, text.utf8Start, length) == 0
    }

    private mutating func skipPastTagEnd() {
        if position < count, let found = memchr(bytes + position, Int32(UInt8(ascii: ">")), count &- position) {
            position = UnsafeRawPointer(found) - UnsafeRawPointer(bytes) &+ 1
        } else {
            position = count
        }
    }

    // MARK: Tags

    private enum TagResult {
        case whole
        /// A tag without an end and with an unknown name: its `<` is text.
        case broken
        /// A tag without an end: the rest of the input belongs to it and is skipped.
        case dropped
    }

    private mutating func tag(nameAt first: Int) -> TagResult {
        var name = PackedName(bytes, at: first, of: count, endingAt: UInt8(ascii: ">"))
        var at = first &+ name.length
        if name.length == 0 {
            while at < count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ">"), bytes[at] != UInt8(ascii: "/") {
                name.append(bytes[at])
                at &+= 1
                // A tag without an end is read again from its second byte on. No known element has a name that long.
                if start > lastTagEnd, at &- first > Self.longestName { break }
            }
        }
        element = elementNames[name] ?? .unknown
        present = 0
        isSelfClosing = false
        if !otherData.isEmpty { otherData.removeAll(keepingCapacity: true) }
        if at > lastTagEnd { return broken() }
        if bytes[at] != UInt8(ascii: ">") {
            guard let close = attributes(from: at) else { return broken() }
            isSelfClosing = bytes[close &- 1] == UInt8(ascii: "/")
            at = close
        }
        position = at &+ 1
        end = position
        return .whole
    }

    /// Reads the attributes of a tag.
    /// - Returns: The offset of its `>`; nil where it has none.
    @inline(never)
    private mutating func attributes(from first: Int) -> Int? {
        var at = first
        while at < count {
            let byte = bytes[at]
            if byte == UInt8(ascii: ">") { return at }
            at = byte <= 0x20 || byte == UInt8(ascii: "/") ? at &+ 1 : attribute(at)
        }
        return nil
    }

    private mutating func broken() -> TagResult {
        if element == .unknown, brokenTags < 16 || start > lastTagEnd {
            brokenTags &+= 1
            return .broken
        }
        position = count
        return .dropped
    }

    /// Reads one attribute. The first of several with one name counts.
    /// - Returns: The offset after it.
    @inline(__always)
    private mutating func attribute(_ first: Int) -> Int {
        var name = PackedName(bytes, at: first, of: count, endingAt: UInt8(ascii: "="))
        var at = first &+ name.length
        if name.length == 0 {
            // The first byte belongs to the name even if it is `=` (HTML standard, 13.2.5.32).
            repeat {
                name.append(bytes[at])
                at &+= 1
            } while at < count && bytes[at] > 0x20 && bytes[at] != UInt8(ascii: ">") && bytes[at] != UInt8(ascii: "/")
                && bytes[at] != UInt8(ascii: "=")
        }
        var value = Range(start: at, end: at)
        var behind = at
        while behind < count, bytes[behind] <= 0x20 { behind &+= 1 }
        if behind < count, bytes[behind] == UInt8(ascii: "=") {
            behind &+= 1
            while behind < count, bytes[behind] <= 0x20 { behind &+= 1 }
            at = behind
            if at < count {
                let quote = bytes[at]
                if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), let close = closingQuote(quote, from: at &+ 1) {
                    value = Range(start: at &+ 1, end: close)
                    at = close &+ 1
                } else {
                    let isQuote = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
                    if isQuote { at &+= 1 }
                    value.start = at
                    while at < count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ">") { at &+= 1 }
                    value.end = at
                }
            }
        }
        if let known = attributeNames[name] {
            if present & known.bit == 0 {
                present |= known.bit
                values[Int(known.rawValue)] = value
            }
        } else if element == .img || element == .unknown || element == .image, name.low & 0xFF_FFFF_FFFF == Self.dataPrefix,
            otherData.count < 2 &* Self.mostOtherData
        {
            otherData.append(Range(start: first, end: first &+ name.length))
            otherData.append(value)
        }
        return at
    }

    @inline(__always)
    private mutating func closingQuote(_ quote: UInt8, from: Int) -> Int? {
        let isDouble = quote == UInt8(ascii: "\"")
        guard isDouble ? hasDoubleQuote : hasSingleQuote, from <= count else { return nil }
        if let found = memchr(bytes + from, Int32(quote), count &- from) { return UnsafeRawPointer(found) - UnsafeRawPointer(bytes) }
        if isDouble { hasDoubleQuote = false } else { hasSingleQuote = false }
        return nil
    }

    /// The offset of the next end tag of `element`; `count` where there is none.
    private mutating func endTag(of element: HTMLElement) -> Int {
        if let known = knownEndTags[element], known >= position { return known }
        let name = HTMLNameSpellings.elements[element.rawValue]
        var at = position
        var result = count
        while at < count, let found = memchr(bytes + at, Int32(UInt8(ascii: "<")), count &- at) {
            let index = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
            at = index &+ 1
            let behind = index &+ 2 &+ name.length
            guard behind <= count, bytes[index &+ 1] == UInt8(ascii: "/") else { continue }
            var found = PackedName()
            for place in index &+ 2..<behind { found.append(bytes[place]) }
            guard found == name else { continue }
            if behind < count, bytes[behind] > 0x20, bytes[behind] != UInt8(ascii: ">"), bytes[behind] != UInt8(ascii: "/") { continue }
            result = index
            break
        }
        knownEndTags[element] = result
        return result
    }
}
