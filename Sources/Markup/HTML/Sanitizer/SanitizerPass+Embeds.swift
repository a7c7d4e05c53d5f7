import Bytes
import WebAddress

extension SanitizerPass {
    /// An open element that embeds something and whose content is its fallback: if nothing comes of that, a link is written.
    struct Embed {
        var element: HTMLElement
        /// The name of an unknown element.
        var name: [UInt8]
        /// Where what is embedded comes from; nil if that is not known yet.
        var url: String?
        var title: String
        /// What was written before it.
        var textCount: Int
        var mediaCount: Int
    }

    /// The attributes of unknown elements that tell what they embed.
    static let embeddingAttributes =
        HTMLAttribute.src.bit | HTMLAttribute.href.bit | HTMLAttribute.data.bit | HTMLAttribute.dataSrc.bit | HTMLAttribute.videoID.bit
        | HTMLAttribute.dataVideoID.bit
    /// Elements that embed something and are nested deeper than this get no link.
    private static let mostEmbeds = 16

    // MARK: Frames and plug-ins

    /// Reads an `iframe`: a fallback that has links or media is read as markup, though browsers take it for text, and without one a link to
    /// the document is written.
    mutating func startFrame() {
        let readsContent = readsFallback(of: .iframe)
        if !readsContent {
            if let url = embeddedURL() { writeLink(to: url, title: title()) }
            tokenizer.skipRawContent(orRest: false)
        }
    }

    /// Whether the content of the current raw element is read as markup, because it is a fallback worth showing.
    mutating func readsFallback(of element: HTMLElement) -> Bool {
        if tokenizer.isSelfClosing { return false }
        if tokenizer.end < frameFallbackEnd { return true }
        guard !isTiny, let content = tokenizer.content(of: element), ContentFigures(tokenizer.slice(content)).isFallback else {
            return false
        }
        frameFallbackEnd = content.end
        return true
    }

    /// Reads an element that embeds a document by a plug-in or as a frame.
    mutating func startEmbed(_ element: HTMLElement) {
        switch element {
        case .param:
            guard let last = embeds.indices.last, embeds[last].element == .object, embeds[last].url == nil, isSourceParameter else {
                return
            }
            embeds[last].url = resource(.value)
        case .object, .applet, .portal:
            let url = embeddedURL()
            let text = title()
            if tokenizer.isSelfClosing || !tokenizer.isClosed(element) {
                if let url { writeLink(to: url, title: text) }
            } else if !isTiny {
                begin(element, name: [], url: url, title: text)
            }
        default:
            let url = embeddedURL()
            if let object = embeds.lastIndex(where: { $0.element == .object }), element == .embed {
                // The second way to embed what the object does.
                if embeds[object].url == nil { embeds[object].url = url }
            } else if let url {
                writeLink(to: url, title: title())
            }
        }
    }

    private var isSourceParameter: Bool {
        guard let name = tokenizer[.name].map({ tokenizer.slice($0) }) else { return false }
        let lower = String(decoding: name, as: UTF8.self).lowercased()
        return ["movie", "src", "url", "filename", "data", "href"].contains(lower)
    }

    private mutating func begin(_ element: HTMLElement, name: [UInt8], url: String?, title: String) {
        guard embeds.count < Self.mostEmbeds else { return }
        embeds.append(Embed(element: element, name: name, url: url, title: title, textCount: text.buffer.count, mediaCount: mediaCount))
    }

    /// Reads the end tag of an element that may embed something.
    mutating func endEmbed(_ element: HTMLElement) {
        let name = element == .unknown ? Self.name(tokenizer.slice(tokenizer.tagName)) : []
        guard let index = embeds.lastIndex(where: { $0.element == element && $0.name == name }) else { return }
        while embeds.count > index, let embed = embeds.popLast() { finish(embed) }
    }

    /// Writes the link of an element that embeds something, unless its fallback content has left anything.
    mutating func finish(_ embed: Embed) {
        guard let url = embed.url, text.buffer.count <= embed.textCount, mediaCount <= embed.mediaCount else { return }
        writeLink(to: url, title: embed.title)
    }

    // MARK: Unknown elements

    /// Reads an element that HTML does not have: one for an image of another library (`amp-img`), or a player (`lite-youtube`).
    mutating func startUnknown() {
        let name = Self.name(tokenizer.slice(tokenizer.tagName))
        let spelled = String(decoding: name, as: UTF8.self)
        // Names with a prefix belong to other vocabularies, such as those of Office and of the buttons of Facebook.
        if spelled.contains(":") { return }
        let parts = spelled.split(separator: "-")
        if parts.contains(where: { Self.unwantedParts.contains(String($0)) }) { return }
        if spelled.hasSuffix("img") || spelled.hasSuffix("image") || spelled == "amp-anim" {
            if fallbackDepth == 0 { startImage() }
            return
        }
        guard tokenizer.present & Self.embeddingAttributes != 0 else { return }
        let video = (trimmedValue(.videoID) ?? trimmedValue(.dataVideoID)).map { String(decoding: $0, as: UTF8.self) }
        let url = video.flatMap { EmbeddedContent.page(ofVideo: $0, element: spelled) } ?? embeddedURL() ?? page(.href)
        let text = title()
        if tokenizer.isSelfClosing {
            if let url { writeLink(to: url, title: text) }
        } else if url != nil {
            begin(.unknown, name: name, url: url, title: text)
        }
    }

    /// Parts of the names of elements that show advertisements or buttons, or count readers.
    private static let unwantedParts: Set<String> = [
        "ad", "ads", "analytics", "button", "comments", "consent", "pixel", "share", "tracking",
    ]

    private static func name(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] { bytes.map { $0 | 0x20 } }

    // MARK: Links

    /// The page for what the current tag embeds, unless it is of the size of a counter.
    private mutating func embeddedURL() -> String? {
        if isTiny { return nil }
        return resource(.src) ?? resource(.data) ?? resource(.dataSrc) ?? resource(.dataLazySrc)
    }

    private mutating func resource(_ attribute: HTMLAttribute) -> String? {
        page(attribute).flatMap { EmbeddedContent.page(of: $0) }
    }

    private mutating func page(_ attribute: HTMLAttribute) -> String? {
        guard let value = trimmedValue(attribute), let url = safeURL(value, for: .media) else { return nil }
        if TrackerURL.kind(of: url) != nil { return nil }
        return String(decoding: url, as: UTF8.self)
    }

    private mutating func title() -> String {
        trimmedValue(.title).map { HTMLText.folded($0) } ?? ""
    }

    /// Whether the element is of the size of a counter: of at most one pixel in one direction by its attributes, or of a few in both.
    var isTiny: Bool {
        mutating get {
            if let width = number(.width), width <= 1, !isRelative(.width) { return true }
            if let height = number(.height), height <= 1, !isRelative(.height) { return true }
            return displayedSize.isSpot
        }
    }

    private mutating func isRelative(_ attribute: HTMLAttribute) -> Bool { value(attribute)?.contains(UInt8(ascii: "%")) ?? false }

    /// Writes a link to what was embedded, with its title and its address as text: a paragraph of its own where there may be one.
    mutating func writeLink(to url: String, title: String) {
        if fallbackDepth > 0 { return }
        closeMath()
        closeInScope(.a)
        let depth = stack.count
        let isParagraph = stack.lastWritten.map { $0.element.holdsParagraphs } ?? true
        if isParagraph {
            dropSeparatorAtEnd()
            let before = text.state
            text.paragraph()
            openImplied(.p, after: before)
        } else {
            space()
        }
        openLink(url)
        let label = EmbeddedContent.label(of: url)
        var words = title.isEmpty || title == label ? label : title + " (" + label + ")"
        words.withUTF8 { copyDecoded($0) }
        while stack.count > depth { pop() }
        if !isParagraph { space() }
    }

    mutating func openLink(_ url: String) {
        guard stack.count < Self.deepest else { return }
        var url = url
        let start = html.count
        writeStart(.a)
        url.withUTF8 { write(.href, $0) }
        html.append(UInt8(ascii: ">"))
        push(.a, isWritten: true, start: start, text.state, [])
    }

    // MARK: Audio and video

    /// Reads `audio` or `video`. Without anything to play its content is all that there is.
    mutating func startMedia(_ element: HTMLElement) {
        if !upcoming.isEmpty { upcoming = [] }
        if isTiny, element == .video { return skipSubtree(element) }
        // A player in a player is shown by no browser: it is part of the outer one's fallback.
        if stack.has(.audio) || stack.has(.video) {
            if tokenizer.content(of: element) != nil { skipSubtree(element) }
            return
        }
        let hasSource = (trimmedValue(.src) ?? trimmedValue(.dataSrc)) != nil
        let content = tokenizer.isSelfClosing ? nil : tokenizer.content(of: element)
        guard hasSource || content.map({ containsSource($0) }) == true else {
            if let content, !ContentFigures(tokenizer.slice(content)).hasLink { skipSubtree(element) }
            return
        }
        hasMediaSource = false
        if content == nil, !tokenizer.isSelfClosing {
            // It was never closed, so what follows is no fallback.
            if open(element, after: text.state) { pop() }
        } else {
            _ = open(element, after: text.state)
        }
    }

    private static let longestSources = 8192

    private func containsSource(_ content: HTMLTokenizer.Range) -> Bool {
        Self.containsSource(UnsafeBufferPointer(rebasing: tokenizer.slice(content).prefix(Self.longestSources)))
    }

    private static func containsSource(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let name = PackedName("source")
        guard bytes.count > name.length else { return false }
        return bytes.indices.dropLast(name.length).contains { index in
            guard bytes[index] == UInt8(ascii: "<") else { return false }
            var found = PackedName()
            for place in index + 1...index + name.length { found.append(bytes[place]) }
            return found == name
        }
    }

    /// Closes `audio` or `video`; removes it if no URL of anything to play was permitted.
    mutating func endMedia(_ open: OpenElements.Open) {
        let before = countsBeforeMedia.popLast() ?? (writtenCount, mediaCount)
        if open.traits.contains(.hasSource) || Self.containsSource(html.bytes(from: open.contentStart)) {
            mediaCount += 1
            writeEnd(open.element)
        } else {
            cut(to: open.start)
            text.restore(open.text)
            (writtenCount, mediaCount) = before
        }
    }
}
