import Bytes
import WebAddress

/// The single pass of ``HTMLSanitizer`` over a document: it reads tokens, keeps a stack of open elements, and writes sanitized HTML and
/// plain text.
struct SanitizerPass: ~Copyable {
    /// The greatest number of open elements. Elements nested deeper lose their tags.
    static let deepest = 256
    /// The greatest number of formatting elements that are reopened after a misnested end tag.
    private static let mostReopened = 8

    var tokenizer: HTMLTokenizer
    var html: ByteBuffer
    var text: PlainTextWriter
    /// The last attribute value or reference that was decoded.
    var scratch = ByteBuffer(capacity: 256)
    let base: WebURL?
    private let elementNames = HTMLNameSpellings.elements
    let attributeNames = HTMLNameSpellings.attributes
    /// The last URL that was resolved.
    var address = ByteBuffer(capacity: 128)
    /// The URL of the current image.
    var image = ByteBuffer(capacity: 128)
    /// The URL of the image that was written last.
    var lastImage = ByteBuffer(capacity: 128)
    var firstImage: String?
    var firstImageWidth: Int?
    var firstImageHeight: Int?
    /// The `srcset` of the current image.
    var srcset = ByteBuffer(capacity: 64)
    /// The same with absolute URLs, as it is written.
    var safeSrcset = ByteBuffer(capacity: 64)

    /// One place more than `deepest`, for an element that is closed as soon as it is opened.
    private var stack = OpenElements(capacity: Self.deepest + 1)
    /// The number of start tags that were dropped because of their depth and whose end tags are still to come.
    private var tooDeepCount = 0
    /// The number of elements in the output.
    private var writtenCount = 0
    /// The number of open `pre` elements.
    private var preformatted = 0
    /// A line break that directly follows `<pre>` is dropped (HTML standard, 13.2.6.4.7).
    private var isAfterPreStart = false
    /// The number of open `audio` and `video` elements, whose text is fallback content and not written.
    private var fallbackDepth = 0
    /// The number of open `noscript` elements.
    private var noscript = 0
    /// The element that is removed with its content, and how many of its kind are open inside each other.
    private var skipped: (element: HTMLElement, depth: Int)?

    init(_ bytes: UnsafeBufferPointer<UInt8>, base: WebURL?) {
        tokenizer = HTMLTokenizer(bytes)
        html = ByteBuffer(capacity: bytes.count &+ bytes.count / 8)
        text = PlainTextWriter(capacity: bytes.count)
        self.base = base
    }

    /// Reads the whole document.
    mutating func run() {
        while true {
            switch tokenizer.next() {
            case .text: if skipped == nil { copyText(tokenizer.start, tokenizer.end) }
            case .startTag: startTag()
            case .endTag: endTag()
            case .end:
                while !stack.isEmpty { pop() }
                return
            }
        }
    }

    /// What `run()` has written.
    func result() -> SanitizedHTML {
        let trimmed = Self.trimmed(html.bytes)
        let isPlain = writtenCount == 0
        var plain = text.buffer.string
        if isPlain, Self.isPlainText(tokenizer) {
            var decoded = HTMLText.decodingReferences(
                in: String(validUTF8: UnsafeBufferPointer(start: tokenizer.bytes, count: tokenizer.count)))
            plain = decoded.withUTF8 { PlainTextMarkup.text(of: $0) }
        }
        var result = SanitizedHTML(html: String(validUTF8: trimmed), text: plain, firstImage: firstImage, isPlain: isPlain)
        result.firstImageWidth = firstImageWidth
        result.firstImageHeight = firstImageHeight
        return result
    }

    // MARK: Tags

    private mutating func startTag() {
        let element = tokenizer.element.successor
        if let skipped {
            if element == skipped.element, !tokenizer.isSelfClosing { self.skipped?.depth += 1 }
            // As in browsers, an HTML block inside SVG closes it (HTML standard, 13.2.6.5, rules for foreign content).
            guard skipped.element == .svg, element.treatment == .block || element.treatment == .tablePart else { return }
            self.skipped = nil
        }
        if element.treatment != .mathML, stack.has(.math) {
            if element.treatment == .unwrap || element.treatment == .subtree { return skipSubtree(element) }
            close(to: .math, beyondBoundaries: true)
        }
        if element.closesParagraph { closeInScope(.p) }
        switch element.treatment {
        case .unwrap:
            if element == .noscript { noscript += 1 }
        case .unwrapBlock:
            if element == .option || element == .optgroup { text.endLine() } else { text.paragraph() }
            writeSpace(0x20)
        case .inline, .formatting:
            openInline(element)
        case .block:
            openBlock(element)
        case .tablePart:
            openTablePart(element)
        case .void:
            writeVoid(element)
        case .voidDropped:
            break
        case .raw:
            tokenizer.skipRawContent(orRest: true)
        case .rawIfClosed:
            tokenizer.skipRawContent(orRest: false)
        case .subtree:
            skipSubtree(element)
        case .fallbackText:
            if !tokenizer.isSelfClosing, tokenizer.isClosed(element) {
                if open(element) { fallbackDepth += 1 }
            }
        case .mathML:
            if element == .math || stack.has(.math) { _ = open(element) }
        }
    }

    private mutating func endTag() {
        let element = tokenizer.element.successor
        if let skipped {
            guard element == skipped.element else { return }
            self.skipped = skipped.depth > 1 ? (element, skipped.depth - 1) : nil
            return
        }
        switch element.treatment {
        case .unwrap:
            if element == .noscript, noscript > 0 { noscript -= 1 }
        case .unwrapBlock:
            text.paragraph()
        case .void:
            if element == .br { writeVoid(element) }
        case .voidDropped, .raw, .rawIfClosed, .subtree:
            break
        case .formatting:
            endFormatting(element)
        case .tablePart, .fallbackText:
            close(to: element, beyondBoundaries: true)
        case .inline, .block, .mathML:
            close(to: element, beyondBoundaries: element == .table || element == .math)
        }
    }

    /// Removes the element with its content, if it has an end tag.
    private mutating func skipSubtree(_ element: HTMLElement) {
        if !tokenizer.isSelfClosing, tokenizer.isClosed(element) { skipped = (element, 1) }
    }

    // MARK: Opening

    private mutating func openInline(_ element: HTMLElement) {
        switch element {
        case .a: closeInScope(.a)
        case .rt, .rp:
            if stack.last?.element == .rt || stack.last?.element == .rp { pop() }
        default: break
        }
        if element == .q, fallbackDepth == 0 { text.append("“") }
        _ = open(element)
    }

    private mutating func openBlock(_ element: HTMLElement) {
        switch element {
        case .li:
            closeInScope(.li)
        case .dt, .dd:
            closeInScope(.dt)
            closeInScope(.dd)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            if let top = stack.last?.element, top.isHeading { pop() }
        default: break
        }
        switch element {
        case .ul, .ol:
            text.beginList(ordered: element == .ol, start: number(.start) ?? 1)
        case .li: text.beginItem()
        case .dt, .dd: text.endLine()
        default: text.paragraph()
        }
        if open(element), element == .pre {
            preformatted += 1
            isAfterPreStart = true
        }
    }

    private mutating func openTablePart(_ element: HTMLElement) {
        guard stack.has(.table) else {
            text.endLine()
            return writeSpace(0x20)
        }
        switch element {
        case .td, .th:
            closeToTable(from: [.td, .th, .caption])
            if stack.last?.element != .tr {
                closeToTable(from: [.colgroup])
                text.endLine()
                openImplied(.tr)
            } else {
                text.cell()
            }
        case .tr:
            closeToTable(from: [.tr, .td, .th, .caption, .colgroup])
            text.endLine()
        case .caption:
            closeToTable(from: [.caption, .colgroup, .tr, .td, .th])
            text.endLine()
        default:
            closeToTable(from: [.tbody, .thead, .tfoot, .tr, .td, .th, .caption, .colgroup])
        }
        _ = open(element)
    }

    private mutating func openImplied(_ element: HTMLElement) {
        guard stack.count < Self.deepest else { return }
        let start = html.count
        writeStart(element)
        html.append(UInt8(ascii: ">"))
        push(element, isWritten: true, start: start)
    }

    /// Opens an element. A self-closing tag is closed at once.
    /// - Returns: Whether the element is open now.
    private mutating func open(_ element: HTMLElement) -> Bool {
        if tokenizer.isSelfClosing {
            let start = html.count
            if writeStartTag(element) {
                push(element, isWritten: true, start: start)
                pop()
            }
            return false
        }
        guard stack.count < Self.deepest else {
            tooDeepCount += 1
            return false
        }
        let start = html.count
        push(element, isWritten: writeStartTag(element), start: start)
        return true
    }

    private mutating func push(_ element: HTMLElement, isWritten: Bool, start: Int) {
        if isWritten { writtenCount += 1 }
        stack.push(OpenElements.Open(element: element, isWritten: isWritten, start: start, contentStart: html.count))
    }

    // MARK: Closing

    /// Closes the innermost open `element` with the elements open inside it, as its end tag demands.
    private mutating func close(to element: HTMLElement, beyondBoundaries: Bool) {
        guard let index = stack.index(of: element, beyondBoundaries: beyondBoundaries) else {
            if tooDeepCount > 0 { tooDeepCount -= 1 } else { strayEndTag(element) }
            return
        }
        if tooDeepCount > 0 {
            tooDeepCount -= 1
            return
        }
        while stack.count > index { pop() }
    }

    /// The end tag of a block that is not open separates the text before it from the text after it.
    private mutating func strayEndTag(_ element: HTMLElement) {
        guard element.treatment == .block else { return }
        text.paragraph()
        if element == .p, html.count > 0, html.last != UInt8(ascii: ">") {
            html.append("<br>")
            writtenCount += 1
        } else {
            writeSpace(0x20)
        }
    }

    /// Closes the innermost open `element` in scope, as a start tag implies. For list items, the list limits the scope.
    private mutating func closeInScope(_ element: HTMLElement) {
        guard stack.has(element) else { return }
        var index = stack.count - 1
        while index >= 0 {
            let open = stack[index].element
            if open == element { break }
            if open.isBoundary { return }
            switch element {
            case .li: if open == .ul || open == .ol { return }
            case .dt, .dd: if open == .dl { return }
            default: break
            }
            index -= 1
        }
        while stack.count > index, index >= 0 { pop() }
    }

    /// Closes the outermost of `elements` inside the innermost table, with the elements open inside it.
    private mutating func closeToTable(from elements: [HTMLElement]) {
        var index = stack.count - 1
        var outermost = stack.count
        while index >= 0, stack[index].element != .table {
            if elements.contains(stack[index].element) { outermost = index }
            index -= 1
        }
        while stack.count > outermost { pop() }
    }

    /// Closes a formatting element. Formatting elements open inside it are closed and reopened after it, a simplified adoption agency
    /// algorithm (HTML standard, 13.2.6.4.7). With a block open inside it, the element is closed after the block.
    private mutating func endFormatting(_ element: HTMLElement) {
        guard tooDeepCount == 0, let index = stack.index(of: element, beyondBoundaries: false) else {
            if tooDeepCount > 0 { tooDeepCount -= 1 }
            return
        }
        var reopened: [HTMLElement] = []
        for inner in (index + 1)..<stack.count where stack[inner].isWritten {
            let element = stack[inner].element
            switch element.treatment {
            case .formatting: if element != .a { reopened.append(element) }
            case .inline: break
            default: return stack.setEnding(index)
            }
        }
        while stack.count > index { pop() }
        for element in reopened.suffix(Self.mostReopened) { openImplied(element) }
    }

    private mutating func pop() {
        guard let open = stack.pop() else { return }
        let element = open.element
        switch element {
        case .pre:
            preformatted -= 1
            isAfterPreStart = false
            text.trim()
            text.paragraph()
        case .audio, .video: fallbackDepth -= 1
        case .ul, .ol: text.endList()
        case .li: text.endItem()
        case .dt, .dd, .tr, .caption: text.endLine()
        case .q: if fallbackDepth == 0 { text.append("”") }
        default: if element.treatment == .block { text.paragraph() }
        }
        if open.isWritten {
            if element.isRemovedWhenEmpty, isBlank(from: open.contentStart) {
                let hadSpace = html.count > open.contentStart
                html.truncate(open.start)
                writtenCount -= 1
                if hadSpace, element.treatment != .block { writeSpace(0x20) }
            } else {
                writeEnd(element)
            }
        }
        if let outer = stack.last, outer.isEnding { pop() }
    }

    // MARK: Text

    private mutating func copyText(_ from: Int, _ to: Int) {
        if fallbackDepth > 0 { return }
        let bytes = tokenizer.bytes
        var position = from
        while position < to {
            switch TextByteClass.of(bytes[position]) {
            case TextByteClass.ordinary:
                position = copyPlain(position, to)
            case TextByteClass.space:
                position = copySpace(position, to)
            case TextByteClass.control:
                position &+= 1
            case TextByteClass.lead:
                let length = min(to &- position, bytes[position] == 0xC2 ? 2 : 3)
                copyCharacter(bytes + position, length)
                position &+= length
            default:
                position = copyMarkup(position, to)
            }
        }
    }

    private mutating func copyPlain(_ from: Int, _ to: Int) -> Int {
        let end = TextByteClass.endOfPlain(UnsafeBufferPointer(start: tokenizer.bytes, count: tokenizer.count), from: from, to: to)
        html.append(tokenizer.bytes + from, end &- from)
        text.append(tokenizer.bytes + from, end &- from)
        isAfterPreStart = false
        return end
    }

    private mutating func copySpace(_ from: Int, _ to: Int) -> Int {
        let bytes = tokenizer.bytes
        if preformatted > 0 {
            let byte = bytes[from]
            let isReturn = byte == 0x0D
            let next = isReturn && from &+ 1 < to && bytes[from &+ 1] == 0x0A ? from &+ 2 : from &+ 1
            let written: UInt8 = isReturn ? 0x0A : byte == 0x0B || byte == 0x0C ? 0x20 : byte
            if !(isAfterPreStart && written == 0x0A) {
                html.append(written)
                text.verbatim(written)
            }
            isAfterPreStart = false
            return next
        }
        var position = from
        var written: UInt8 = 0x20
        while position < to, TextByteClass.of(bytes[position]) == TextByteClass.space {
            if bytes[position] == 0x0A { written = 0x0A }
            position &+= 1
        }
        writeSpace(written)
        text.space()
        return position
    }

    private mutating func writeSpace(_ byte: UInt8) {
        if html.count > 0, html.last != 0x20, html.last != 0x0A { html.append(byte) }
    }

    /// Copies a reference, or a `<` or `>` that belongs to no tag.
    /// - Returns: The offset after it.
    private mutating func copyMarkup(_ position: Int, _ to: Int) -> Int {
        let byte = tokenizer.bytes[position]
        if byte == UInt8(ascii: "&") {
            scratch.removeAll()
            let rest = UnsafeBufferPointer(start: tokenizer.bytes + position, count: to &- position)
            let length = HTMLEntities.shared.decode(rest, .text, into: &scratch)
            if length > 0 {
                copyDecoded()
                return position &+ length
            }
        }
        html.append(escaped: byte)
        text.append(byte)
        isAfterPreStart = false
        return position &+ 1
    }

    /// Writes the one or two characters of a decoded reference.
    private mutating func copyDecoded() {
        var position = 0
        while position < scratch.count {
            let byte = scratch[position]
            switch TextByteClass.of(byte) {
            case TextByteClass.space:
                if preformatted > 0 {
                    html.append(byte)
                    text.verbatim(byte)
                } else {
                    writeSpace(byte == 0x0A ? 0x0A : 0x20)
                    text.space()
                }
                position &+= 1
            case TextByteClass.control:
                position &+= 1
            case TextByteClass.lead:
                let length = min(scratch.count &- position, byte == 0xC2 ? 2 : 3)
                copyCharacter(scratch.start + position, length)
                position &+= length
            case TextByteClass.markup:
                html.append(escaped: byte)
                text.append(byte)
                position &+= 1
            default:
                html.append(byte)
                text.append(byte)
                position &+= 1
            }
        }
        isAfterPreStart = false
    }

    /// Writes a character above ASCII that may need special treatment.
    private mutating func copyCharacter(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        switch SpecialCharacter(bytes, length) {
        case .none:
            html.append(bytes, length)
            text.append(bytes, length)
        case .noBreakSpace:
            html.append(bytes, length)
            if preformatted > 0 { text.verbatim(0x20) } else { text.space() }
        case .softHyphen:
            html.append(bytes, length)
        case .lineSeparator:
            html.append(0x0A)
            text.lineBreak()
        case .paragraphSeparator:
            html.append(0x0A)
            text.paragraph()
        case .invisible:
            break
        case .control(let replacement):
            if replacement == 0x20 {
                writeSpace(0x20)
                text.space()
            } else {
                var character = ByteBuffer(capacity: 8)
                character.append(scalar: replacement)
                html.append(character.bytes)
                text.append(character.start, character.count)
            }
        }
        isAfterPreStart = false
    }

    // MARK: Writing

    /// Writes `<` and the element's name.
    @inline(__always)
    mutating func writeStart(_ element: HTMLElement) {
        html.append(UInt8(ascii: "<"))
        html.append(elementNames[element.rawValue])
    }

    @inline(__always)
    private mutating func writeEnd(_ element: HTMLElement) {
        html.append("</")
        html.append(elementNames[element.rawValue])
        html.append(UInt8(ascii: ">"))
    }

    private mutating func writeVoid(_ element: HTMLElement) {
        switch element {
        case .br:
            text.lineBreak()
            html.append("<br>")
            writtenCount += 1
        case .hr:
            text.paragraph()
            html.append("<hr>")
            writtenCount += 1
        case .wbr:
            html.append("<wbr>")
            writtenCount += 1
        case .img:
            if noscript > 0 || fallbackDepth == 0, writeImage(isFallback: noscript > 0) { writtenCount += 1 }
        case .col:
            if stack.has(.table), writeStartTag(element) { writtenCount += 1 }
        default:
            if stack.has(.picture) || stack.has(.audio) || stack.has(.video), writeStartTag(element) { writtenCount += 1 }
        }
    }

    /// Writes an attribute value in quotes, escaped and without control characters.
    mutating func writeQuoted(_ bytes: UnsafeBufferPointer<UInt8>) {
        html.append(UInt8(ascii: "\""))
        var position = 0
        while true {
            position = html.append(bytes, from: position) {
                $0.controls | $0.equal(0x7F) | $0.equal(UInt8(ascii: "\"")) | $0.equal(UInt8(ascii: "&"))
                    | $0.setting(0x02).equal(UInt8(ascii: ">"))
            }
            guard position < bytes.count else { break }
            let byte = bytes[position]
            if TextByteClass.of(byte) != TextByteClass.control { html.append(escaped: byte) }
            position &+= 1
        }
        html.append(UInt8(ascii: "\""))
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x0A { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0A { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// Whether the output from `start` on is white space of at most 64 bytes. The limit keeps the time linear.
    @inline(__always)
    private func isBlank(from start: Int) -> Bool {
        if html.count &- start > 64 { return false }
        var position = start
        while position < html.count {
            if html[position] <= 0x20 {
                position &+= 1
            } else if html[position] == 0xC2, html[position &+ 1] == 0xA0 {
                position &+= 2
            } else {
                return false
            }
        }
        return true
    }

    /// Whether the document has blank lines and no tags: it is plain text whose blank lines separate paragraphs.
    private static func isPlainText(_ tokenizer: borrowing HTMLTokenizer) -> Bool {
        var breaks = 0
        var hasBlankLine = false
        for index in 0..<tokenizer.count {
            switch tokenizer.bytes[index] {
            case UInt8(ascii: "<"): return false
            case 0x0A:
                breaks += 1
                if breaks == 2 { hasBlankLine = true }
            case 0x20, 0x09, 0x0D: break
            default: breaks = 0
            }
        }
        return hasBlankLine
    }
}
