import Bytes

extension SanitizerPass {
    /// A drawing (`svg`) that is open, of which only texts and links are kept.
    struct Drawing {
        /// The number of elements that were open before it.
        var depth: Int
        /// The number of open `text` elements.
        var textDepth = 0
        /// What to write in the open link if no text is in it.
        var linkLabel = ""
    }

    var isInDrawnText: Bool { drawing.map { $0.textDepth > 0 } ?? false }

    /// An icon that assistive software ignores has nothing to say.
    mutating func enterDrawing() {
        if value(.ariaHidden)?.elementsEqual("true".utf8) == true || fallbackDepth > 0 { return }
        drawing = Drawing(depth: stack.count)
    }

    mutating func leaveDrawing() {
        endDrawnLink()
        if let drawing { while stack.count > drawing.depth { pop() } }
        drawing = nil
    }

    mutating func startInDrawing(_ element: HTMLElement) {
        switch element {
        case .script, .style, .title: tokenizer.skipRawContent(orRest: false)
        case .a: openDrawnLink()
        case .unknown:
            if isText(tokenizer.slice(tokenizer.tagName)) {
                if !tokenizer.isSelfClosing { drawing?.textDepth += 1 }
                space()
            } else if isInDrawnText {
                // The lines of a text, `tspan`.
                space()
            }
        default: break
        }
    }

    mutating func endInDrawing(_ element: HTMLElement) {
        switch element {
        case .a: endDrawnLink()
        case .unknown:
            guard isInDrawnText, isText(tokenizer.slice(tokenizer.tagName)) else { return }
            drawing?.textDepth -= 1
            space()
        default: break
        }
    }

    private func isText(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let lower = String(decoding: name.prefix(16), as: UTF8.self).lowercased()
        return lower == "text" || lower == "foreignobject"
    }

    private mutating func openDrawnLink() {
        guard !tokenizer.isSelfClosing, !stack.has(.a),
            let value = trimmedValue(.href) ?? trimmedValue(.xlinkHref), let url = safeURL(value, for: .link)
        else { return }
        let address = String(decoding: url, as: UTF8.self)
        let label = EmbeddedContent.page(of: address) == nil ? "" : EmbeddedContent.label(of: address)
        let title = (trimmedValue(.xlinkTitle) ?? trimmedValue(.title)).map { HTMLText.folded($0) } ?? ""
        space()
        openLink(address)
        drawing?.linkLabel = title.isEmpty ? label : title
    }

    private mutating func endDrawnLink() {
        guard let drawing, stack.count > drawing.depth, let last = stack.last, last.element == .a else { return }
        if isBlank(from: last.contentStart) {
            var label = drawing.linkLabel
            label.withUTF8 { copyDecoded($0) }
        }
        pop()
        space()
    }
}
