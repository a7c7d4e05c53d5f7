import Bytes

extension SanitizerPass {
    /// A hidden element that is open, and what was written before it.
    struct HiddenElement {
        var hiding: InlineStyle.Hiding
        var writtenCount: Int
        var mediaCount: Int
        var directions: BidiBalance
        var embedCount: Int
    }

    static let hidingAttributes = HTMLAttribute.style.bit | HTMLAttribute.hidden.bit

    /// Whether so much is not seen until a script shows it that it is the content itself.
    var hidesMost: Bool {
        unseenTextCount > text.buffer.count || text.buffer.count == 0 && mediaCount == 0 && unseenMediaCount > 0
    }

    /// Reads whether the element of the current start tag and the text in it can be seen.
    ///
    /// - Returns: False where the start tag is done with: the element is left out at once.
    mutating func readVisibility(_ element: HTMLElement) -> Bool {
        var hiding: InlineStyle.Hiding?
        if tokenizer[.hidden] != nil || tokenizer.element == .dialog && tokenizer[.open] == nil { hiding = .absent }
        if let value = value(.style), let style = InlineStyle(value, isTextInvisible: isTextInvisible) {
            if hiding == nil { hiding = style.hiding }
            readFontSize(style, element)
        }
        guard let hiding, !(hiding == .unseen && showsUnseen) else { return true }
        switch element.treatment {
        case .unwrapBlock, .raw: return true
        case .void, .voidDropped: return element == .img && (hiding != .absent && isPicture())
        case .rawIfClosed:
            tokenizer.skipRawContent(orRest: false)
            upcoming = []
            return false
        case .subtree, .fallbackText:
            skipSubtree(element)
            upcoming = []
            return false
        case .formatting where element == .a && hiding == .mail: return true
        case .inline, .formatting, .block, .tablePart, .mathML, .unwrap:
            upcoming.insert(.hidden)
            upcomingHiding = hiding
            return true
        }
    }

    private mutating func readFontSize(_ style: InlineStyle, _ element: HTMLElement) {
        switch element.treatment {
        case .inline, .formatting, .block, .tablePart, .unwrap: break
        default: return
        }
        if style.fontSize == .invisible, !isTextInvisible, !showsUnseen { upcoming.insert(.startsInvisible) }
        if style.fontSize == .visible, isTextInvisible { upcoming.insert(.startsVisible) }
    }

    /// Whether an image that is not seen is one that a script fades in: it has a description, several resolutions or a size.
    private mutating func isPicture() -> Bool {
        if tokenizer[.srcset] != nil || tokenizer[.dataSrcset] != nil || (tokenizer[.alt]?.count ?? 0) > 0 { return true }
        return (number(.width) ?? 0) >= Self.smallestPicture && (number(.height) ?? 0) >= Self.smallestPicture
    }

    /// The width and the height in pixels from which on an image is no icon and no counter.
    private static let smallestPicture = 32

    /// What the element that is about to be opened is opened with.
    mutating func takeTraits() -> OpenElements.Traits {
        let traits = upcoming
        upcoming = []
        if traits.contains(.hidden) {
            hidden.append(
                HiddenElement(
                    hiding: upcomingHiding, writtenCount: writtenCount, mediaCount: mediaCount, directions: directions,
                    embedCount: embeds.count))
        }
        if traits.contains(.startsInvisible) { isTextInvisible = true }
        if traits.contains(.startsVisible) { isTextInvisible = false }
        return traits
    }

    /// Undoes what an element that was closed was opened with.
    mutating func endTraits(of open: OpenElements.Open) {
        if open.traits.contains(.startsInvisible) { isTextInvisible = false }
        if open.traits.contains(.startsVisible) { isTextInvisible = true }
        guard open.traits.contains(.hidden), let element = hidden.popLast() else { return }
        // Mail programs by Microsoft have a replacement for links and images that are hidden from them.
        if element.hiding == .mail, mediaCount > element.mediaCount || containsLink(from: open.start) { return }
        if element.hiding == .unseen {
            unseenTextCount += max(0, text.buffer.count - open.text.count)
            unseenMediaCount += mediaCount - element.mediaCount
        }
        cut(to: open.start)
        text.restore(open.text)
        if open.element == .li { text.dropItem() }
        directions = element.directions
        if embeds.count > element.embedCount { embeds.removeSubrange(element.embedCount...) }
        writtenCount = element.writtenCount
        mediaCount = element.mediaCount
        lastImage.removeAll()
    }

    private func containsLink(from start: Int) -> Bool {
        let bytes = html.bytes(from: start)
        return bytes.indices.dropLast(2).contains { bytes[$0...].starts(with: "<a ".utf8) }
    }
}
