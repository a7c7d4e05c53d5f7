import Bytes
internal import Markup

/// A piece of text that has the form of a tag, a comment or another declaration of HTML.
struct TagScan {
    enum Kind {
        case start, end
        /// `<!…>`, `<?…>`, and `</` before anything but a letter.
        case declaration
    }

    let kind: Kind
    /// The offset of `<`.
    let start: Int
    /// The offsets of the name.
    let name: Range<Int>
    /// The offset after `>`; nil where there is none before the next `<`.
    let end: Int?
    /// The element; `unknown` for a name that HTML does not have.
    let element: HTMLElement
    let hasAttributes: Bool
    /// Whether an attribute has a value.
    let hasValue: Bool
    let isSelfClosing: Bool
    /// Whether its start or end tag is in the text too.
    private(set) var isMatched = false

    /// The greatest number of tags that are looked at: for each, the rest of the text may have to be searched.
    static let limit = 128

    /// The offset at which the next tag may begin.
    var resume: Int { end ?? name.upperBound }

    /// The tags of a text, at most ``limit``. The content of scripts, styles and the like has none.
    static func tags(in bytes: UnsafeBufferPointer<UInt8>) -> [TagScan] {
        var tags: [TagScan] = []
        var place = 0
        while tags.count < limit, let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = start + 1
            guard let tag = tag(in: bytes, at: start) else { continue }
            tags.append(tag)
            place = tag.resume
            if tag.kind == .start, tag.end != nil, tag.hidesContent, let close = tag.endTag(in: bytes, from: place) {
                tags.append(close)
                place = close.resume
            }
        }
        return tags
    }

    /// The tag that begins with the `<` at `start`; nil where none does.
    static func tag(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> TagScan? {
        guard start + 1 < bytes.count else { return nil }
        let isEnd = bytes[start + 1] == UInt8(ascii: "/")
        let first = isEnd ? start + 2 : start + 1
        guard first < bytes.count else { return nil }
        if !isEnd, bytes[first] == UInt8(ascii: "!") || bytes[first] == UInt8(ascii: "?") { return declaration(in: bytes, at: start) }
        guard ASCII.isLetter(bytes[first]) else { return isEnd ? declaration(in: bytes, at: start) : nil }
        var place = first
        while place < bytes.count, !isNameEnd(bytes[place]) { place += 1 }
        let name = first..<place
        var attributes = Attributes()
        let end = attributes.skip(bytes, from: place)
        return TagScan(
            kind: isEnd ? .end : .start, start: start, name: name, end: end, element: element(bytes, name),
            hasAttributes: attributes.hasAny, hasValue: attributes.hasValue,
            isSelfClosing: end.map { $0 - 2 > name.lowerBound && bytes[$0 - 2] == UInt8(ascii: "/") } ?? false)
    }

    /// Marks the tags that belong together: each end tag and the last start tag of its name before it.
    static func match(_ tags: inout [TagScan], in bytes: UnsafeBufferPointer<UInt8>) {
        var open: [Int] = []
        for index in tags.indices where tags[index].end != nil {
            switch tags[index].kind {
            case .declaration: break
            case .start: if !tags[index].isVoid { open.append(index) }
            case .end:
                guard let place = open.lastIndex(where: { tags[$0].hasName(of: tags[index], in: bytes) }) else { continue }
                tags[open[place]].isMatched = true
                tags[index].isMatched = true
                open.removeSubrange(place...)
            }
        }
    }

    private static func declaration(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> TagScan {
        let close = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
        return TagScan(
            kind: .declaration, start: start, name: start + 2..<start + 2, end: close.map { $0 + 1 }, element: .unknown,
            hasAttributes: false,
            hasValue: false, isSelfClosing: false)
    }

    private static func isNameEnd(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<")
    }

    private static func element(_ bytes: UnsafeBufferPointer<UInt8>, _ name: Range<Int>) -> HTMLElement {
        HTMLElement(name: UnsafeBufferPointer(rebasing: bytes[name]))
    }

    private func hasName(of other: TagScan, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        element == .unknown
            ? bytes[name].elementsEqual(bytes[other.name]) { $0 | 0x20 == $1 | 0x20 } : element == other.element
    }

    /// The end tag of an element whose content has no tags; nil without one.
    private func endTag(in bytes: UnsafeBufferPointer<UInt8>, from place: Int) -> TagScan? {
        var place = place
        while let next = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            if next + 2 < bytes.count, bytes[next + 1] == UInt8(ascii: "/"), ASCII.isLetter(bytes[next + 2]),
                let tag = Self.tag(in: bytes, at: next), tag.element == element, tag.end != nil
            {
                return tag
            }
            place = next + 1
        }
        return nil
    }

    /// The attributes of a tag.
    private struct Attributes {
        var hasAny = false
        var hasValue = false

        /// - Returns: the offset after the `>` that ends the tag; nil where `<`, or the end of the text, comes first.
        mutating func skip(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
            var place = start
            while place < bytes.count {
                switch bytes[place] {
                case UInt8(ascii: ">"): return place + 1
                case UInt8(ascii: "<"): return nil
                case UInt8(ascii: "=") where hasAny:
                    hasValue = true
                    place += 1
                    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
                    guard place < bytes.count else { return nil }
                    let quote = bytes[place]
                    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { continue }
                    guard let close = bytes[(place + 1)...].firstIndex(of: quote) else { return nil }
                    place = close + 1
                case 0...0x20, UInt8(ascii: "/"): place += 1
                default:
                    hasAny = true
                    place += 1
                }
            }
            return nil
        }
    }
}

extension TagScan {
    /// Whether a tag of one line is text.
    func isMention(in bytes: UnsafeBufferPointer<UInt8>, besideMarkup hasMarkup: Bool) -> Bool {
        guard end != nil else { return true }
        if isCertain(in: bytes) { return false }
        switch kind {
        case .declaration: return !hasMarkup && (!isComment(in: bytes) || isSetOff(in: bytes))
        case .end: return !hasMarkup && !standsLoose(in: bytes)
        case .start: return !(isVoid || hasOptionalEnd) || (!hasMarkup && !standsLoose(in: bytes))
        }
    }

    /// Whether nothing but markup can be meant, wherever the tag stands.
    func isCertain(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard end != nil, element != .unknown else { return false }
        if isMatched { return true }
        guard kind == .start, !hidesContent else { return false }
        return hasValue || (isVoid && isSelfClosing)
    }

    /// Whether a tag that may stand alone adjoins a word, as markup does: `First<br>Second`, `<p>First`, `Last</b>`.
    func standsLoose(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard end != nil, element != .unknown, kind == .end || hasOptionalEnd || isLineBreak, !hasAttributes else { return false }
        return !isSetOff(in: bytes)
    }

    /// Whether a tag of a running text is markup.
    func isMarkup(inRunning bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard end != nil else { return false }
        if kind == .declaration { return isComment(in: bytes) }
        guard element != .unknown else { return bytes[name].contains(UInt8(ascii: ":")) || bytes[name].contains(UInt8(ascii: "-")) }
        if kind == .end || hasValue { return true }
        if hasAttributes { return false }
        if isVoid, isSelfClosing { return true }
        if isVoid, !isLineBreak { return false }
        return !isSetOff(in: bytes) || (isBreak && !isWithinSentence(bytes))
    }

    private func isComment(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let end else { return false }
        return bytes[start..<end].starts(with: "<!--".utf8) && bytes[start..<end].suffix(3).elementsEqual("-->".utf8)
    }

    /// Whether it separates lines or paragraphs.
    var isBreak: Bool { isLineBreak || element == .p }

    private var isLineBreak: Bool { element == .br || element == .hr || element == .wbr }

    /// Whether the element has no end tag (HTML standard, 13.1.2).
    var isVoid: Bool {
        switch element {
        case .area, .base, .basefont, .bgsound, .br, .col, .command, .embed, .frame, .hr, .image, .img, .input, .keygen, .link, .meta,
            .param, .source, .track, .wbr:
            true
        default: false
        }
    }

    /// Whether the end tag may be left out (HTML standard, 13.1.2.4).
    private var hasOptionalEnd: Bool {
        switch element {
        case .body, .caption, .colgroup, .dd, .dt, .head, .html, .li, .optgroup, .option, .p, .rp, .rt, .tbody, .td, .tfoot, .th, .thead,
            .tr:
            true
        default: false
        }
    }

    /// Whether what stands between its tags is no text for readers.
    private var hidesContent: Bool {
        switch element {
        case .iframe, .noembed, .noframes, .script, .style, .textarea, .title, .xmp: true
        default: false
        }
    }

    /// Whether white space, a quote or an end of the text precedes the tag, and white space, punctuation or an end of the text follows it.
    private func isSetOff(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let end else { return false }
        return (start == 0 || Self.mayPrecede(bytes[start - 1]) || Self.isQuote(bytes[max(0, start - 3)..<start]))
            && (end == bytes.count || Self.mayFollow(bytes[end]) || Self.isQuote(bytes[end..<min(bytes.count, end + 3)]))
    }

    private static func mayPrecede(_ byte: UInt8) -> Bool { byte <= 0x20 || "(['\"`/".utf8.contains(byte) }

    private static func mayFollow(_ byte: UInt8) -> Bool { byte <= 0x20 || ".,:;!?)]'\"`/".utf8.contains(byte) }

    /// Whether the three bytes beside a tag are a quotation mark of U+2018 to U+201F or of U+3008 to U+3011, or end or begin with `«` or `»`.
    private static func isQuote(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard bytes.count == 3 else { return false }
        let (first, second, third) = (bytes[bytes.startIndex], bytes[bytes.startIndex + 1], bytes[bytes.startIndex + 2])
        if first == 0xC2, second == 0xAB || second == 0xBB { return true }
        if second == 0xC2, third == 0xAB || third == 0xBB { return true }
        return (first == 0xE2 && second == 0x80 && (0x98...0x9F).contains(third))
            || (first == 0xE3 && second == 0x80 && (0x88...0x91).contains(third))
    }

    /// Whether a word of lower-case letters follows, and no mark that ends a sentence precedes.
    private func isWithinSentence(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let end, let next = bytes[end...].first(where: { $0 > 0x20 }), ASCII.isLetter(next), next >= UInt8(ascii: "a"),
            let previous = bytes[..<start].last(where: { $0 > 0x20 })
        else { return false }
        return ASCII.isAlphanumeric(previous) || previous >= 0x80
    }
}
