import Bytes
import WebAddress

/// The single pass of ``HTMLSanitizer`` over a document: it reads tokens, keeps a stack of open elements, and writes sanitized HTML and
/// plain text.
struct SanitizerPass: ~Copyable {
    /// The greatest number of open elements. Elements nested deeper lose their tags.
    static let deepest = 256
    /// The greatest number of formatting elements that are reopened after a misnested end tag.
    private static let mostReopened = 8
    /// How many bytes the references of short HTML may grow by where they are resolved; those of longer HTML by four times its size.
    private static let leastReferenceGrowth = 4096

    var tokenizer: HTMLTokenizer
    var html: ByteBuffer
    var text: PlainTextWriter
    /// The last attribute value or reference that was decoded.
    var scratch = ByteBuffer()
    var bases: ContentBases
    /// How many bytes references may still grow by where they are resolved.
    var referenceGrowth: Int
    let rules = SanitizerRules.shared
    private let elementNames = HTMLNameSpellings.elements
    let attributeNames = HTMLNameSpellings.attributes
    /// The last URL that was resolved.
    var address = ByteBuffer()
    /// The URL of the current image.
    var image = ByteBuffer()
    /// The URL of the image that was written last.
    var lastImage = ByteBuffer()
    var firstImage: String?
    var firstImageWidth: Int?
    var firstImageHeight: Int?
    /// The `srcset` of the current image.
    var srcset = ByteBuffer()
    /// The same with absolute URLs, as it is written.
    var safeSrcset = ByteBuffer()

    /// One place more than `deepest`, for an element that is closed as soon as it is opened.
    var stack = OpenElements(capacity: Self.deepest + 1)
    /// The number of start tags that were dropped because of their depth and whose end tags are still to come.
    private var tooDeepCount = 0
    /// The number of elements in the output.
    var writtenCount = 0
    /// The number of images, `audio` and `video` elements in the output.
    var mediaCount = 0
    /// The number of open `pre` elements.
    private var preformatted = 0
    /// A line break that directly follows `<pre>` is dropped (HTML standard, 13.2.6.4.7).
    private var isAfterPreStart = false
    /// The number of open `audio` and `video` elements, whose text is fallback content and not written.
    var fallbackDepth = 0
    /// For each of them, the numbers of elements and of media that were in the output before it.
    var countsBeforeMedia: [(written: Int, media: Int)] = []
    /// Whether the last start tag of an `audio` or `video` element was written with a URL.
    var hasMediaSource = false
    /// The number of open `noscript` elements.
    private var noscript = 0
    /// The element that is removed with its content, and how many of its kind are open inside each other.
    private var skipped: (element: HTMLElement, depth: Int)?
    /// The drawing (`svg`) of which only texts and links are kept.
    var drawing: Drawing?
    /// Open elements whose fallback content is kept, the innermost last.
    var embeds: [Embed] = []
    /// The end of the content of an `iframe` that is read as markup: frames inside it are not looked into.
    var frameFallbackEnd = 0
    /// Empty blocks that were kept because they separate what is before them from what is behind. One is removed where no inline content
    /// follows.
    private var separators: [Separator] = []
    /// The end of the last of them in the output; -1 without one.
    private var separatorEnd = -1
    /// The direction controls that are open.
    var directions = BidiBalance()

    /// Whether elements that are not seen only until a script shows them are kept.
    let showsUnseen: Bool
    /// The hidden elements that are open.
    var hidden: [HiddenElement] = []
    /// The trait with which the element of the current start tag is opened.
    var upcoming: OpenElements.Traits = []
    var upcomingHiding = InlineStyle.Hiding.absent
    /// Whether text is not seen because of its size.
    var isTextInvisible = false
    /// Text and media that were removed because they are unseen, in bytes and by number.
    var unseenTextCount = 0
    var unseenMediaCount = 0

    private struct Separator {
        var start: Int
        var end: Int
        var text: PlainTextWriter.State
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, bases: ContentBases, showsUnseen: Bool = false) {
        tokenizer = HTMLTokenizer(bytes)
        html = ByteBuffer(capacity: bytes.count &+ bytes.count / 8)
        text = PlainTextWriter(capacity: bytes.count)
        self.bases = bases
        referenceGrowth = Self.leastReferenceGrowth &+ 4 &* bytes.count
        self.showsUnseen = showsUnseen
    }

    /// Reads the whole document.
    mutating func run() {
        while true {
            switch tokenizer.next() {
            case .text: if skipped == nil || isInDrawnText { copyText(tokenizer.start, tokenizer.end) }
            case .startTag: startTag()
            case .endTag: endTag()
            case .end:
                if drawing != nil { leaveDrawing() }
                while let embed = embeds.popLast() { finish(embed) }
                while !stack.isEmpty { pop() }
                closeDirections(0)
                dropSeparatorAtEnd()
                return
            }
        }
    }

    /// What `run()` has written.
    func result() -> SanitizedHTML {
        var result = SanitizedHTML(
            html: String(validUTF8: trimmed), text: text.buffer.string, firstImage: firstImage, isPlain: writtenCount == 0,
            hasMedia: mediaCount > 0)
        result.firstImageWidth = firstImageWidth
        result.firstImageHeight = firstImageHeight
        return result
    }

    // MARK: Tags

    private mutating func startTag() {
        let element = rules[tokenizer.element].successor
        let rule = rules[element]
        if let skipped {
            if element == skipped.element, !tokenizer.isSelfClosing { self.skipped?.depth += 1 }
            guard skipped.element == .svg else { return }
            // As in browsers, an HTML block inside SVG closes it (HTML standard, 13.2.6.5, rules for foreign content).
            guard rule.treatment == .block || rule.treatment == .tablePart else {
                if drawing != nil { startInDrawing(element) }
                return
            }
            if drawing != nil { leaveDrawing() }
            self.skipped = nil
        }
        isAfterPreStart = false
        if stack.has(.math), rule.treatment != .mathML {
            if rule.treatment == .unwrap || rule.treatment == .subtree { return skipSubtree(element) }
            closeMath()
        }
        if rule.closesParagraph { closeInScope(.p) }
        if tokenizer.present & Self.hidingAttributes != 0 || tokenizer.element == .dialog {
            guard readVisibility(element) else { return }
        }
        switch rule.treatment {
        case .unwrap:
            if upcoming.isEmpty, !stack.has(element) { unwrap(element) } else { openUnwritten(element) }
        case .unwrapBlock:
            space()
        case .inline, .formatting:
            openInline(element)
        case .block:
            openBlock(element)
        case .tablePart:
            openTablePart(element)
        case .void:
            writeVoid(element)
        case .voidDropped:
            if element == .embed || element == .frame || element == .param { startEmbed(element) }
        case .raw:
            tokenizer.skipRawContent(orRest: true)
        case .rawIfClosed:
            startRaw(element)
        case .subtree:
            skipSubtree(element)
            if element == .svg, skipped != nil { enterDrawing() }
        case .fallbackText:
            startMedia(element)
        case .mathML:
            if element == .math || stack.has(.math) {
                dropSeparatorBeforeHidden()
                _ = open(element, after: text.state)
            }
        }
        if !upcoming.isEmpty {
            // What is hidden was not opened: a part of a table outside of tables, or what nests too deep.
            upcoming = []
            skipSubtree(element)
        }
    }

    private mutating func endTag() {
        let element = rules[tokenizer.element].successor
        if let skipped {
            guard element == skipped.element else {
                if drawing != nil { endInDrawing(element) }
                return
            }
            if skipped.depth > 1 {
                self.skipped?.depth -= 1
            } else {
                if drawing != nil { leaveDrawing() }
                self.skipped = nil
            }
            return
        }
        isAfterPreStart = false
        switch rules[element].treatment {
        case .unwrap:
            if element == .noscript, noscript > 0 { noscript -= 1 }
            if !embeds.isEmpty { endEmbed(element) }
            if stack.has(element) { close(to: element, beyondBoundaries: true) }
        case .void:
            if element == .br {
                closeMath()
                writeVoid(element)
            }
        case .unwrapBlock, .voidDropped, .raw, .rawIfClosed, .subtree:
            break
        case .formatting:
            endFormatting(element)
        case .tablePart, .fallbackText:
            close(to: element, beyondBoundaries: true)
        case .inline, .block, .mathML:
            close(to: element, beyondBoundaries: element == .table || element == .math)
        }
    }

    /// Reads the start tag of an element of which only the content is kept.
    private mutating func unwrap(_ element: HTMLElement) {
        switch element {
        case .noscript:
            if noscript == 0, let content = tokenizer.content(of: .noscript), ContentFigures(tokenizer.slice(content)).isNotice {
                skipSubtree(.noscript)
            } else {
                noscript += 1
            }
        case .object, .applet, .portal: startEmbed(element)
        case .unknown: if tokenizer.present & Self.embeddingAttributes != 0 || !tokenizer.otherData.isEmpty { startUnknown() }
        default: break
        }
    }

    /// Reads the start tag of an element whose content is raw text.
    private mutating func startRaw(_ element: HTMLElement) {
        switch element {
        case .iframe: startFrame()
        case .noframes: if !readsFallback(of: element) { tokenizer.skipRawContent(orRest: false) }
        case .xmp: copyExample()
        default: tokenizer.skipRawContent(orRest: false)
        }
    }

    /// Writes the content of an `xmp` element, in which no character is markup, as preformatted text.
    private mutating func copyExample() {
        guard !tokenizer.isSelfClosing, fallbackDepth == 0, let content = tokenizer.content(of: .xmp) else {
            return tokenizer.skipRawContent(orRest: false)
        }
        tokenizer.skipRawContent(orRest: false)
        dropSeparatorAtEnd()
        let before = text.state
        text.paragraph()
        guard stack.count < Self.deepest else { return copyText(content.start, content.end, isLiteral: true) }
        openImplied(.pre, after: before)
        copyText(content.start, content.end, isLiteral: true)
        pop()
    }

    /// Removes the element with its content, if it has an end tag.
    mutating func skipSubtree(_ element: HTMLElement) {
        if !tokenizer.isSelfClosing, element != .unknown, tokenizer.isClosed(element) { skipped = (element, 1) }
    }

    /// A space where a tag stood that separates words and is not written.
    mutating func space() {
        if fallbackDepth > 0 { return }
        if preformatted == 0 {
            writeSpace(0x20)
            text.space()
        } else if html.last != 0x20, html.last != 0x0A, !isAtPreStart {
            writePreformatted(0x20)
        }
    }

    // MARK: Opening

    private mutating func openInline(_ element: HTMLElement) {
        switch element {
        case .a: closeInScope(.a)
        case .rt, .rp:
            if let last = stack.lastWritten?.element, last == .rt || last == .rp { closeInScope(last) }
        default: break
        }
        dropSeparatorBeforeHidden()
        let before = text.state
        if element == .q, fallbackDepth == 0, stack.count < Self.deepest { text.append("“") }
        _ = open(element, after: before)
    }

    /// Counts a start tag that is dropped because of its depth.
    private mutating func dropTooDeep() {
        if !tokenizer.isSelfClosing { tooDeepCount += 1 }
        space()
    }

    private mutating func openBlock(_ element: HTMLElement) {
        switch element {
        case .li:
            closeInScope(.li)
        case .dt, .dd:
            closeInScope(.dt)
            closeInScope(.dd)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            if let last = stack.lastWritten?.element, last.isHeading { closeInScope(last) }
        default: break
        }
        guard stack.count < Self.deepest else { return dropTooDeep() }
        dropSeparatorAtEnd()
        let before = text.state
        switch element {
        case .ul, .ol:
            text.beginList(ordered: element == .ol, start: ordinal(.start) ?? 1)
        case .li: text.beginItem(tokenizer[.value] == nil ? nil : ordinal(.value))
        case .dt, .dd: text.endLine()
        default: text.paragraph()
        }
        if open(element, after: before), element == .pre { isAfterPreStart = true }
    }

    private mutating func openTablePart(_ element: HTMLElement) {
        guard stack.has(.table) else { return upcoming.isEmpty ? space() : () }
        switch element {
        case .td, .th:
            if !closeInTable(to: { $0 == .tr }) {
                _ = closeInTable { $0 == .tbody || $0 == .thead || $0 == .tfoot || $0 == .table }
                dropSeparatorAtEnd()
                let before = text.state
                text.endLine()
                openImplied(.tr, after: before)
            }
        case .tr: _ = closeInTable { $0 == .tbody || $0 == .thead || $0 == .tfoot || $0 == .table }
        default: _ = closeInTable { $0 == .table }
        }
        guard stack.count < Self.deepest else { return dropTooDeep() }
        dropSeparatorAtEnd()
        let before = text.state
        switch element {
        case .td, .th: text.cell()
        case .tr, .caption: text.endLine()
        default: break
        }
        _ = open(element, after: before)
    }

    /// Opens an element that has no start tag in the document, without attributes: the HTML standard implies it, or a formatting element is reopened.
    mutating func openImplied(_ element: HTMLElement, after before: PlainTextWriter.State) {
        guard stack.count < Self.deepest else { return }
        let start = html.count
        writeStart(element)
        html.append(UInt8(ascii: ">"))
        push(element, isWritten: true, start: start, before, [])
    }

    /// Opens an element of which only the content is kept.
    private mutating func openUnwritten(_ element: HTMLElement) {
        guard !tokenizer.isSelfClosing, stack.count < Self.deepest else { return }
        dropSeparatorBeforeHidden()
        push(element, isWritten: false, start: html.count, text.state, takeTraits())
    }

    /// Opens an element. A self-closing tag is closed at once.
    /// - Parameter before: where the text ended before the element.
    /// - Returns: Whether the element is open now.
    mutating func open(_ element: HTMLElement, after before: PlainTextWriter.State) -> Bool {
        guard stack.count < Self.deepest else {
            if !tokenizer.isSelfClosing { tooDeepCount += 1 }
            return false
        }
        let traits = upcoming.isEmpty ? [] : takeTraits()
        let start = html.count
        push(element, isWritten: writeStartTag(element), start: start, before, traits)
        if tokenizer.isSelfClosing { pop() }
        return !tokenizer.isSelfClosing
    }

    mutating func push(
        _ element: HTMLElement, isWritten: Bool, start: Int, _ before: PlainTextWriter.State, _ traits: OpenElements.Traits
    ) {
        var traits = traits
        if rules[element].isCounted {
            if element == .pre {
                preformatted += 1
            } else {
                fallbackDepth += 1
                countsBeforeMedia.append((writtenCount, mediaCount))
                if hasMediaSource { traits.insert(.hasSource) }
            }
        }
        if isWritten { writtenCount += 1 }
        stack.push(
            OpenElements.Open(
                element: element, isWritten: isWritten, start: start, contentStart: html.count, text: before,
                openDirections: directions.count, traits: traits))
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
        closeAll(from: index)
    }

    /// Closes formulas, in which there is no HTML.
    mutating func closeMath() {
        while let index = stack.index(of: .math, beyondBoundaries: true) { closeAll(from: index) }
    }

    private mutating func closeAll(from index: Int) {
        while stack.count > index { pop() }
    }

    /// The end tag of a block that is not open separates the text before it from the text after it: that of a paragraph by an empty
    /// paragraph, for which browsers take it (HTML standard, 13.2.6.4.7), any other one by a space.
    private mutating func strayEndTag(_ element: HTMLElement) {
        guard element.treatment == .block else { return }
        guard element == .p, !stack.has(.math), isAfterInlineContent(html.count) else { return space() }
        for _ in 0..<2 {
            html.append("<br>")
            text.lineBreak()
            writtenCount += 1
        }
    }

    /// Closes the innermost open `element` in scope, as a start tag implies. For list items, the list limits the scope.
    mutating func closeInScope(_ element: HTMLElement) {
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

    /// Closes what is open inside the innermost element of the innermost table that `isParent` accepts; nothing where there is none.
    private mutating func closeInTable(to isParent: (HTMLElement) -> Bool) -> Bool {
        var index = stack.count - 1
        while index >= 0, !isParent(stack[index].element) {
            if stack[index].element == .table { return false }
            index -= 1
        }
        guard index >= 0 else { return false }
        closeAll(from: index + 1)
        return true
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
            switch rules[element].treatment {
            case .formatting: if element != .a { reopened.append(element) }
            case .inline: break
            default: return stack.setEnding(index)
            }
        }
        while stack.count > index { pop() }
        for element in reopened.suffix(Self.mostReopened) { openImplied(element, after: text.state) }
    }

    mutating func pop() {
        guard let open = stack.pop() else { return }
        let element = open.element
        let rule = rules[element]
        if rule.isCounted {
            if element == .pre {
                preformatted -= 1
                isAfterPreStart = false
            } else {
                fallbackDepth -= 1
            }
        }
        if !rule.isPhrasing {
            if directions.count > open.openDirections { closeDirections(open.openDirections) }
            dropSeparatorAtEnd()
        }
        if open.isWritten, rule.isRemovedWhenEmpty, isBlank(from: open.contentStart) {
            removeBlank(open)
        } else if rule.treatment == .fallbackText {
            endMedia(open)
        } else {
            if rule.endsText { endText(element) }
            if open.isWritten { writeEnd(element) }
        }
        if !open.traits.isEmpty { endTraits(of: open) }
        if stack.isLastEnding { pop() }
    }

    /// What the end of an element does to the text.
    @inline(__always)
    private mutating func endText(_ element: HTMLElement) {
        switch element {
        case .pre:
            text.trim()
            text.paragraph()
        case .ul, .ol: text.endList()
        case .li: text.endItem()
        case .dt, .dd, .tr, .caption: text.endLine()
        case .q: if fallbackDepth == 0 { text.append("”") }
        default: if rules[element].treatment == .block { text.paragraph() }
        }
    }

    /// Removes an element with nothing but white space in it. White space in a phrasing element stays, and an empty block that separates
    /// inline content stays as it is.
    private mutating func removeBlank(_ open: OpenElements.Open) {
        let element = open.element
        let hasSpace = html.count > open.contentStart
        if element == .ul || element == .ol { text.endList() }
        if element.treatment != .block, preformatted > 0, hasSpace {
            unwrapSpace(open)
        } else if element.treatment == .block, isAfterInlineContent(open.start) {
            text.restore(open.text)
            switch element {
            case .ul, .ol, .li, .dt, .dd, .pre:
                if element == .li { text.dropItem() }
                cut(to: open.start)
                writtenCount -= 1
                space()
            default:
                cut(to: open.contentStart)
                text.paragraph()
                writeEnd(element)
                separators.append(Separator(start: open.start, end: html.count, text: open.text))
                separatorEnd = html.count
            }
        } else {
            cut(to: open.start)
            writtenCount -= 1
            text.restore(open.text)
            if element == .li { text.dropItem() }
            if hasSpace, element.treatment != .block { space() }
        }
    }

    /// Removes the tags of a phrasing element inside `pre`, and keeps the white space between them.
    private mutating func unwrapSpace(_ open: OpenElements.Open) {
        scratch.removeAll()
        scratch.append(html.bytes(from: open.contentStart))
        html.truncate(open.start)
        writtenCount -= 1
        text.restore(open.text)
        copyDecoded(scratch.bytes)
    }

    /// Removes an empty block that is the last in the output.
    @inline(__always)
    mutating func dropSeparatorAtEnd() {
        if html.count == separatorEnd { dropSeparator() }
    }

    /// Puts a space in the place of an empty block that is the last in the output, where a hidden element begins: it could not be removed
    /// later on without that.
    private mutating func dropSeparatorBeforeHidden() {
        guard html.count == separatorEnd, upcoming.contains(.hidden) else { return }
        dropSeparator()
        space()
    }

    private mutating func dropSeparator() {
        guard let separator = separators.popLast() else { return }
        html.truncate(separator.start)
        text.restore(separator.text)
        separatorEnd = separators.last?.end ?? -1
        writtenCount -= 1
    }

    /// Removes the output from `start` on.
    mutating func cut(to start: Int) {
        html.truncate(start)
        guard start < separatorEnd else { return }
        while let last = separators.last, last.end > start { separators.removeLast() }
        separatorEnd = separators.last?.end ?? -1
    }

    private mutating func closeDirections(_ count: Int) {
        guard directions.count > count else { return }
        var ends = directions.close(count)
        ends.withUTF8 { ends in
            html.append(ends)
            if let start = ends.baseAddress { text.append(start, ends.count) }
        }
    }

    /// Whether inline content is directly before the offset in the output, and not a block or the beginning of one.
    private func isAfterInlineContent(_ offset: Int) -> Bool {
        var end = offset
        if preformatted == 0, html[end - 1] == 0x20 || html[end - 1] == 0x0A { end -= 1 }
        guard end > 0 else { return false }
        if html[end - 1] != UInt8(ascii: ">") { return true }
        if let open = stack.lastWritten, open.contentStart == end || open.contentStart == offset { return open.element.isPhrasing }
        var start = end - 1
        while start > 0, end - start < Self.longestEndTag, html[start] != UInt8(ascii: "<") { start -= 1 }
        guard html[start] == UInt8(ascii: "<") else { return true }
        var name = PackedName()
        for place in start + 1..<end - 1 where html[place] != UInt8(ascii: "/") { name.append(html[place]) }
        guard let element = HTMLElement.named[name] else { return true }
        return element != .hr && element.treatment != .block && element.treatment != .tablePart
    }

    /// The length in bytes of `</blockquote>` and a few more.
    private static let longestEndTag = 16

    // MARK: Text

    /// - Parameter isLiteral: Whether the text contains no character references.
    private mutating func copyText(_ from: Int, _ to: Int, isLiteral: Bool = false) {
        if fallbackDepth > 0 || isTextInvisible {
            if isTextInvisible { unseenTextCount += to &- from }
            return
        }
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
                let length = min(to &- position, SpecialCharacter.length(bytes[position]))
                copyCharacter(bytes + position, length)
                position &+= length
            default:
                position = copyMarkup(position, to, isLiteral)
            }
        }
    }

    /// Copies the plain text that begins at `from` with an ordinary byte.
    private mutating func copyPlain(_ from: Int, _ to: Int) -> Int {
        let bytes = UnsafeBufferPointer(start: tokenizer.bytes, count: tokenizer.count)
        let markup = html.room(for: to &- from)
        let plain = text.room(for: to &- from)
        let end = TextByteClass.endOfPlain(bytes, from: from, to: to) { block, offset in
            block.store(to: markup + offset)
            block.store(to: plain + offset)
        }
        html.extend(by: end &- from)
        text.extend(by: end &- from)
        isAfterPreStart = false
        return end
    }

    private mutating func copySpace(_ from: Int, _ to: Int) -> Int {
        let bytes = tokenizer.bytes
        if preformatted > 0 {
            let byte = bytes[from]
            if byte == 0x20 || byte == 0x09 {
                var end = from &+ 1
                while end < to, bytes[end] == byte { end &+= 1 }
                html.append(bytes + from, end &- from)
                text.append(bytes + from, end &- from)
                isAfterPreStart = false
                return end
            }
            let isReturn = byte == 0x0D
            let next = isReturn && from &+ 1 < to && bytes[from &+ 1] == 0x0A ? from &+ 2 : from &+ 1
            let written: UInt8 = isReturn ? 0x0A : byte == 0x0B || byte == 0x0C ? 0x20 : byte
            if !(isAfterPreStart && written == 0x0A) { writePreformatted(written) }
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

    mutating func writeSpace(_ byte: UInt8) {
        if html.count > 0, html.last != 0x20, html.last != 0x0A, html.count != separatorEnd { html.append(byte) }
    }

    /// Writes white space inside `pre`. A line break at its beginning is written twice, as the first one is dropped when it is read.
    private mutating func writePreformatted(_ byte: UInt8) {
        if byte == 0x0A, isAtPreStart { html.append(0x0A) }
        html.append(byte)
        text.verbatim(byte)
    }

    private var isAtPreStart: Bool {
        guard let open = stack.lastWritten else { return false }
        return open.element == .pre && open.contentStart == html.count
    }

    /// Copies a reference, or a `<` or `>` that belongs to no tag.
    /// - Returns: The offset after it.
    private mutating func copyMarkup(_ position: Int, _ to: Int, _ isLiteral: Bool) -> Int {
        let byte = tokenizer.bytes[position]
        if byte == UInt8(ascii: "&"), !isLiteral {
            scratch.removeAll()
            let rest = UnsafeBufferPointer(start: tokenizer.bytes + position, count: to &- position)
            let length = HTMLEntities.shared.decode(rest, .text, into: &scratch)
            if length > 0 {
                copyDecoded(scratch.bytes)
                return position &+ length
            }
        }
        html.append(escaped: byte)
        text.append(byte)
        isAfterPreStart = false
        return position &+ 1
    }

    /// Writes text without references: the characters of a decoded one, or an attribute's value.
    mutating func copyDecoded(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch TextByteClass.of(byte) {
            case TextByteClass.space:
                if preformatted > 0 {
                    writePreformatted(byte == 0x0D ? 0x0A : byte == 0x0B || byte == 0x0C ? 0x20 : byte)
                } else {
                    writeSpace(byte == 0x0A ? 0x0A : 0x20)
                    text.space()
                }
                position &+= 1
            case TextByteClass.control:
                position &+= 1
            case TextByteClass.lead:
                let length = min(bytes.count &- position, SpecialCharacter.length(byte))
                copyCharacter(base + position, length)
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
            if preformatted > 0 || html.count > 0 && html.count != separatorEnd { html.append(bytes, length) }
            if preformatted > 0 { text.verbatim(0x20) } else { text.space() }
        case .softHyphen:
            if html.count > 0, html.count != separatorEnd { html.append(bytes, length) }
        case .lineSeparator:
            lineBreak()
        case .paragraphSeparator:
            lineBreak()
            lineBreak()
        case .invisible:
            break
        case .direction(let control):
            if directions.take(control) {
                html.append(bytes, length)
                text.append(bytes, length)
            }
        case .tag:
            if SpecialCharacter.continuesFlag(html.bytes) {
                html.append(bytes, length)
                text.append(bytes, length)
            }
        case .control(let replacement):
            if replacement == 0x20 {
                if preformatted > 0 { writePreformatted(0x20) } else { space() }
            } else {
                var character = ByteBuffer(capacity: 8)
                character.append(scalar: replacement)
                html.append(character.bytes)
                text.append(character.start, character.count)
            }
        }
        isAfterPreStart = false
    }

    private mutating func lineBreak() {
        if preformatted > 0 { return writePreformatted(0x0A) }
        if stack.has(.math) { return space() }
        html.append("<br>")
        writtenCount += 1
        text.lineBreak()
    }

    // MARK: Writing

    /// Writes `<` and the element's name.
    @inline(__always)
    mutating func writeStart(_ element: HTMLElement) {
        html.append(UInt8(ascii: "<"))
        html.append(elementNames[element.rawValue])
    }

    @inline(__always)
    mutating func writeEnd(_ element: HTMLElement) {
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
            dropSeparatorAtEnd()
            text.paragraph()
            html.append("<hr>")
            writtenCount += 1
        case .wbr:
            html.append("<wbr>")
            writtenCount += 1
        case .img:
            if fallbackDepth == 0 { startImage() }
        case .col:
            if stack.has(.table), writeStartTag(element) { writtenCount += 1 }
        default:
            if stack.has(.picture) || stack.has(.audio) || stack.has(.video), writeStartTag(element) { writtenCount += 1 }
        }
    }

    /// Writes the image of the current tag, if there is one to be seen.
    mutating func startImage() {
        guard writeImage(isFallback: noscript > 0) else { return }
        writtenCount += 1
        mediaCount += 1
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
            if byte == 0x0D {
                // Line ends are normalized, as by a parser (HTML standard, 13.2.3.5).
                if position &+ 1 == bytes.count || bytes[position &+ 1] != 0x0A { html.append(0x0A) }
            } else if byte == 0x0B || byte == 0x0C {
                html.append(0x20)
            } else if TextByteClass.of(byte) != TextByteClass.control {
                html.append(escaped: byte)
            }
            position &+= 1
        }
        html.append(UInt8(ascii: "\""))
    }

    /// The output without white space, no-break spaces and soft hyphens at its end. There are none at its beginning.
    private var trimmed: UnsafeBufferPointer<UInt8> {
        var end = html.count
        while end > 0 {
            if html[end - 1] == 0x20 || html[end - 1] == 0x0A {
                end -= 1
            } else if html[end - 2] == 0xC2, html[end - 1] == 0xA0 || html[end - 1] == 0xAD {
                end -= 2
            } else if html[end - 3] == 0xE2, html[end - 2] == 0x80, html[end - 1] <= 0x8A || html[end - 1] == 0xAF {
                end -= 3
            } else {
                break
            }
        }
        return UnsafeBufferPointer(rebasing: html.bytes[..<end])
    }

    /// Whether the output from `start` on is white space of at most 64 bytes. The limit keeps the time linear.
    @inline(__always)
    func isBlank(from start: Int) -> Bool {
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
}
