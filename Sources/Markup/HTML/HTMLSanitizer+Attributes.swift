extension HTMLSanitizer {
    /// Writes the start tag of `element` with those of its attributes that are harmless.
    /// - Returns: False where it is not worth a tag, and nothing was written.
    mutating func writeStartTag(_ element: HTMLElement) -> Bool {
        let start = html.count
        writeName("<", element)
        if tokenizer.present != 0, !writeAttributes(of: element) || element == .a && tokenizer[.href] == nil {
            html.truncate(start)
            return false
        }
        if tokenizer.present == 0, element == .a || element == .span || element == .source {
            html.truncate(start)
            return false
        }
        if element == .span, html.count == start + 5 {
            html.truncate(start)
            return false
        }
        html.append(UInt8(ascii: ">"))
        return true
    }

    /// - Returns: False where the element is nothing without an attribute that is missing or was not harmless.
    private mutating func writeAttributes(of element: HTMLElement) -> Bool {
        switch element {
        case .a:
            guard writeURL(.href, ifAny: Self.linkSchemes) else { return false }
        case .blockquote, .q, .ins, .del:
            _ = writeURL(.cite, ifAny: Self.resourceSchemes)
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
            _ = writeURL(.src, ifAny: Self.resourceSchemes)
            if element == .video {
                _ = writeURL(.poster, ifAny: Self.resourceSchemes)
                writeNumber(.width, atMost: 10_000)
                writeNumber(.height, atMost: 10_000)
            }
            writeFlag(.controls)
        case .source:
            let hasURL = writeURL(.src, ifAny: Self.resourceSchemes)
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

    static let linkSchemes: Set<String> = [
        "http", "https", "mailto", "tel", "sms", "xmpp", "sip", "sips", "irc", "ircs", "matrix", "magnet", "geo", "ftp", "gemini", "gopher",
        "news",
        "acct", "bitcoin", "webcal", "nntp", "callto", "skype", "whatsapp", "tg", "signal", "viber", "urn", "doi", "ipfs",
    ]
    static let resourceSchemes: Set<String> = ["http", "https"]

    // MARK: Values

    /// The value of an attribute, references decoded; it stands until the next is asked for. Nil where the tag does not have it.
    mutating func value(_ attribute: HTMLAttribute) -> UnsafeBufferPointer<UInt8>? {
        guard let range = tokenizer[attribute] else { return nil }
        let raw = tokenizer.slice(range)
        guard raw.contains(UInt8(ascii: "&")) else { return raw }
        scratch.removeAll()
        var position = 0
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

    /// The value as text, without white space around it; nil where it is missing or empty.
    mutating func string(_ attribute: HTMLAttribute) -> String? {
        guard let value = value(attribute) else { return nil }
        let range = WebURLParser.trimmed(value)
        return range.isEmpty ? nil : String(decoding: UnsafeBufferPointer(rebasing: value[range]), as: UTF8.self)
    }

    /// The value as the whole number it begins with, `12px` being 12.
    mutating func number(_ attribute: HTMLAttribute) -> Int? {
        guard let value = value(attribute) else { return nil }
        return Self.leadingNumber(value)
    }

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

    private mutating func writeAttributeName(_ attribute: HTMLAttribute) {
        html.append(UInt8(ascii: " "))
        attributeNames.append(attribute.rawValue, to: &html)
        html.append(UInt8(ascii: "="))
    }

    mutating func write(_ attribute: HTMLAttribute) {
        guard let value = value(attribute), !value.isEmpty else { return }
        writeAttributeName(attribute)
        writeQuoted(value)
    }

    mutating func write(_ attribute: HTMLAttribute, _ value: String) {
        var value = value
        writeAttributeName(attribute)
        value.withUTF8 { writeQuoted($0) }
    }

    mutating func writeNumber(_ attribute: HTMLAttribute, atMost limit: Int) {
        guard let number = number(attribute), number <= limit, number >= -limit else { return }
        write(attribute, String(number))
    }

    private mutating func writeFlag(_ attribute: HTMLAttribute) {
        if tokenizer[attribute] != nil { write(attribute, "") }
    }

    /// Writes a URL, absolute, if its scheme is one of `schemes`.
    private mutating func writeURL(_ attribute: HTMLAttribute, ifAny schemes: Set<String>) -> Bool {
        guard let value = value(attribute) else { return false }
        if WebURLParser.isFinal(value) {
            writeAttributeName(attribute)
            writeQuoted(value)
            return true
        }
        guard let url = safeURL(String(decoding: value, as: UTF8.self), schemes) else { return false }
        write(attribute, url)
        return true
    }

    /// `reference` made absolute; nil where that is none of `schemes`, or nothing at all.
    func safeURL(_ reference: String, _ schemes: Set<String>) -> String? {
        var reference = reference
        if reference.withUTF8({ WebURLParser.isFinal($0) }) { return reference }
        let clean = reference.filter { !$0.isNewline && $0 != "\t" }.drop { $0.unicodeScalars.allSatisfy { $0.value <= 0x20 } }
        if clean.isEmpty { return nil }
        if let url = base?.resolving(reference) ?? WebURL(reference) {
            return schemes.contains(url.scheme) ? url.string : nil
        }
        // Relative, with nothing to stand against: kept as long as no browser could take it for more.
        let relative = WebURL("http://a/")?.resolving(reference)
        guard relative?.host == "a", !clean.prefix(while: { $0 != "/" && $0 != "?" && $0 != "#" }).contains(":") else { return nil }
        return clean.unicodeScalars.contains { $0.value <= 0x20 } ? String(clean.unicodeScalars.filter { $0.value > 0x20 }) : String(clean)
    }

    /// Writes the `class` of code as far as it names the code's language.
    private mutating func writeLanguageClass() {
        guard let value = string(.class) else { return }
        for token in value.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" })
        where token.hasPrefix("language-") || token.hasPrefix("lang-") {
            write(.class, String(token))
            return
        }
    }
}
