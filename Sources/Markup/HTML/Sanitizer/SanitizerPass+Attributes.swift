import Bytes
import Glibc
import WebAddress

extension SanitizerPass {
    /// Writes the start tag of `element` with its permitted attributes.
    /// - Returns: False where the element is useless without an attribute that it lacks, and nothing was written.
    mutating func writeStartTag(_ element: HTMLElement) -> Bool {
        let start = html.count
        if tokenizer.present & rules[element].attributes == 0 {
            if element == .a || element == .span || element == .source { return false }
            writeStart(element)
        } else {
            writeStart(element)
            let name = html.count
            guard writeAttributes(of: element), element != .span || html.count > name else {
                html.truncate(start)
                return false
            }
        }
        html.append(UInt8(ascii: ">"))
        return true
    }

    /// The attributes that `writeAttributes(of:)` can write, as a set of bits.
    static func attributes(of element: HTMLElement) -> UInt64 {
        let own: UInt64 =
            switch element {
            case .a: HTMLAttribute.href.bit
            case .blockquote, .q: HTMLAttribute.cite.bit
            case .ins, .del: HTMLAttribute.cite.bit | HTMLAttribute.datetime.bit
            case .time: HTMLAttribute.datetime.bit
            case .td: HTMLAttribute.colspan.bit | HTMLAttribute.rowspan.bit
            case .th: HTMLAttribute.colspan.bit | HTMLAttribute.rowspan.bit | HTMLAttribute.scope.bit
            case .col, .colgroup: HTMLAttribute.span.bit
            case .ol: HTMLAttribute.start.bit | HTMLAttribute.reversed.bit | HTMLAttribute.type.bit
            case .li: HTMLAttribute.value.bit
            case .details: HTMLAttribute.open.bit
            case .code, .pre: HTMLAttribute.class.bit
            case .video, .audio, .source: .max
            case .math: HTMLAttribute.display.bit
            default: 0
            }
        return own | HTMLAttribute.title.bit | HTMLAttribute.lang.bit | HTMLAttribute.dir.bit
    }

    /// - Returns: False where a required attribute is missing or has no permitted value.
    private mutating func writeAttributes(of element: HTMLElement) -> Bool {
        switch element {
        case .a:
            guard writeURL(.href, for: .link) else { return false }
        case .blockquote, .q, .ins, .del:
            _ = writeURL(.cite, for: .resource)
            if element == .ins || element == .del { write(.datetime) }
        case .time: write(.datetime)
        case .td, .th:
            writeNumber(.colspan, atMost: 1000)
            writeNumber(.rowspan, atMost: 65534)
            if element == .th { write(.scope) }
        case .col, .colgroup: writeNumber(.span, atMost: 1000)
        case .ol:
            writeNumber(.start, atMost: Int(Int32.max))
            writeFlag(.reversed)
            write(.type)
        case .li: writeNumber(.value, atMost: Int(Int32.max))
        case .details: writeFlag(.open)
        case .code, .pre: writeLanguageClass()
        case .video, .audio:
            hasMediaSource = !onlyCounts(element) && (writeURL(.src, for: .media) || writeURL(.dataSrc, as: .src, for: .media))
            if element == .video {
                _ = writeURL(.poster, for: .resource)
                writeNumber(.width, atMost: 10_000)
                writeNumber(.height, atMost: 10_000)
            }
            writeFlag(.controls)
        case .source:
            guard tokenizer.present & Self.sizing == 0 || !displayedSize.isSpot else { return false }
            let hasURL = writeURL(.src, for: .media) || writeURL(.dataSrc, as: .src, for: .media)
            let hasCandidates = writeCandidates()
            guard hasURL || hasCandidates else { return false }
            write(.type)
            write(.media)
        case .math: write(.display)
        default: break
        }
        write(.title)
        write(.lang)
        write(.dir)
        return true
    }

    // MARK: Values

    /// The value of an attribute with its references decoded; nil where the tag does not have it. It is valid until the next value is read.
    mutating func value(_ attribute: HTMLAttribute) -> UnsafeBufferPointer<UInt8>? {
        tokenizer[attribute].flatMap { decoded($0) }
    }

    /// The bytes of a range of the input with their references decoded. They are valid until the next value is read.
    mutating func decoded(_ range: HTMLTokenizer.Range) -> UnsafeBufferPointer<UInt8>? {
        let raw = tokenizer.slice(range)
        guard let base = raw.baseAddress, let found = memchr(base, Int32(UInt8(ascii: "&")), raw.count) else { return raw }
        scratch.removeAll()
        var position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        scratch.append(base, position)
        while position < raw.count {
            if raw[position] == UInt8(ascii: "&") {
                let length = HTMLEntities.shared.decode(UnsafeBufferPointer(rebasing: raw[position...]), .strict, into: &scratch)
                if length > 0 {
                    position += length
                    continue
                }
            }
            scratch.append(raw[position])
            position += 1
        }
        return scratch.bytes
    }

    /// The value of an attribute without leading and trailing white space; nil where it is missing or blank.
    mutating func trimmedValue(_ attribute: HTMLAttribute) -> UnsafeBufferPointer<UInt8>? {
        guard let value = value(attribute) else { return nil }
        let range = WebURLParser.trimmed(value)
        return range.isEmpty ? nil : UnsafeBufferPointer(rebasing: value[range])
    }

    /// The integer that an attribute's value begins with (12 for `12px`); nil where there is none.
    mutating func number(_ attribute: HTMLAttribute) -> Int? {
        guard let value = value(attribute) else { return nil }
        return Self.leadingNumber(value)
    }

    /// The number of a list or an item, as far as HTML keeps it.
    mutating func ordinal(_ attribute: HTMLAttribute) -> Int? {
        guard let number = number(attribute), abs(number) <= Int(Int32.max) else { return nil }
        return number
    }

    /// The integer that begins after leading white space: an optional minus sign and at most 10 digits.
    static func leadingNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var position = WebURLParser.trimmed(bytes).lowerBound
        let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let first = position
        var number = 0
        while position < bytes.count, bytes[position] &- 0x30 < 10, position - first < 10 {
            number = number * 10 + Int(bytes[position] &- 0x30)
            position += 1
        }
        return position == first ? nil : isNegative ? -number : number
    }

    // MARK: Writing

    /// Writes an attribute that is text, unless nothing of it is left.
    mutating func write(_ attribute: HTMLAttribute) {
        guard let value = value(attribute), !value.isEmpty else { return }
        let start = html.count
        writeText(attribute, value)
        if html.count == start &+ attributeNames[attribute.rawValue].length &+ 4 { html.truncate(start) }
    }

    /// Writes an attribute whose value is text for readers, without direction controls that are not in pairs and the like.
    mutating func writeText(_ attribute: HTMLAttribute, _ value: UnsafeBufferPointer<UInt8>) {
        var clean = AttributeText.cleaned(value)
        if clean == nil { return write(attribute, value) }
        clean?.withUTF8 { write(attribute, $0) }
    }

    mutating func write(_ attribute: HTMLAttribute, _ value: UnsafeBufferPointer<UInt8>) {
        html.append(UInt8(ascii: " "))
        html.append(attributeNames[attribute.rawValue])
        html.append(UInt8(ascii: "="))
        writeQuoted(value)
    }

    private mutating func write(_ attribute: HTMLAttribute, _ value: String) {
        var value = value
        value.withUTF8 { write(attribute, $0) }
    }

    mutating func writeNumber(_ attribute: HTMLAttribute, atMost limit: Int) {
        guard let number = number(attribute), number <= limit, number >= -limit else { return }
        write(attribute, String(number))
    }

    private mutating func writeFlag(_ attribute: HTMLAttribute) {
        if tokenizer[attribute] != nil { write(attribute, "") }
    }

    /// Writes the absolute URL of an attribute if its scheme is permitted and it is no tracking pixel's.
    ///
    /// - Returns: Whether it was written.
    /// - Parameter name: the attribute that it is written as, where that is another one.
    private mutating func writeURL(_ attribute: HTMLAttribute, as name: HTMLAttribute? = nil, for use: URLUse) -> Bool {
        guard let value = value(attribute), let url = safeURL(value, for: use) else { return false }
        if attribute != .cite, use != .link, let kind = TrackerURL.kind(of: url), use == .resource || kind == .collector { return false }
        write(name ?? attribute, url)
        return true
    }

    /// Writes the first class that names the language of code, `language-…` or `lang-…`, and no other.
    private mutating func writeLanguageClass() {
        guard let value = trimmedValue(.class) else { return }
        for token in value.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 })
        where token.starts(with: "language-") || token.starts(with: "lang-") {
            write(.class, UnsafeBufferPointer(rebasing: token))
            return
        }
    }
}
