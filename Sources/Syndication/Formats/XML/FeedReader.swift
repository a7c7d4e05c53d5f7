internal import Bytes
internal import Glibc
internal import Markup
import WebAddress

/// Reads RSS, Atom and CDF from an ``XMLStream``. One class reads all of them, because feeds mix their elements.
///
/// The context of an element (``Scope``) and its name (``FeedTag``) decide what it means. The extensions of this class have one file for
/// each scope: a new element of an item is read in `FeedReader+Item.swift`.
final class FeedReader: XMLReceiver {
    // Every event accesses these, and no two accesses overlap: dynamic exclusivity checks would cost time and find nothing.
    @exclusivity(unchecked) var parsed: ParsedFeed
    @exclusivity(unchecked) var item = ParsedItem()
    @exclusivity(unchecked) var itemRanks = ItemRanks()
    var feedRanks = FeedRanks()
    /// The tags of the feed, for a fast test whether a tag is new: some feeds have hundreds.
    var feedTags: Set<String> = []
    var person = Person()
    var origin = Origin()
    var media = MediaState()
    /// The last `geo:lat`.
    var latitude: Double?
    /// The second description of the open item.
    var otherSummary: Text?
    @exclusivity(unchecked) private(set) var isInItem = false
    private(set) var itemsSkipped = 0
    private(set) var rootTag = FeedTag.other

    private let itemLimit: Int
    @exclusivity(unchecked) private var vocabulary = Vocabulary()
    @exclusivity(unchecked) private var frames: [Frame] = []
    @exclusivity(unchecked) private(set) var scope = Scope.channel
    @exclusivity(unchecked) private var text = ByteBuffer(capacity: 1 << 16)
    /// The number of bytes of ``text`` that are in the item's digest.
    @exclusivity(unchecked) private var digested = 0
    @exclusivity(unchecked) private var digest = StableHasher()
    /// The number of open elements that belong to the markup of a text.
    @exclusivity(unchecked) private var markupDepth = 0
    /// The stack of `xml:base` values, resolved; the first is the URL of the document.
    private(set) var bases: [String?]
    /// The stack of `xml:lang` values.
    private(set) var languages: [String?] = [nil]
    /// The form of the open text.
    @exclusivity(unchecked) var form = TextForm.html

    /// The context of an element.
    enum Scope {
        case channel
        case item
        case image
        case itemImage
        case textInput
        case person
        case origin
        case owner
        case mediaGroup
        case mediaContent
        case skipHours
        case skipDays
        case value
        case chapters
        case place
    }

    /// How the characters of a text are to be read.
    enum TextForm {
        case plain
        case html
        case xhtml
        case base64(isHTML: Bool)
        /// Atom content of another media type, in base64.
        case binary
    }

    /// An entry of the stack of open elements.
    private struct Frame {
        var tag: FeedTag
        var outer: Scope
        var textStart: Int
        var hasBase = false
        var hasLanguage = false
    }

    init(url: String?, itemLimit: Int) {
        parsed = ParsedFeed(feed: Feed(format: .rss))
        self.itemLimit = itemLimit
        bases = [url]
        frames.reserveCapacity(32)
    }

    var base: String? { bases.last ?? nil }
    var language: String? { languages.last ?? nil }
    var hasUndeclaredPrefix: Bool { vocabulary.hasUndeclaredPrefix }

    // MARK: Events

    override func startElement(_ name: XMLName, _ attributes: XMLAttributes) -> Bool {
        let word = vocabulary.word(name)
        if isInItem { digestTag(word, attributes) }
        if markupDepth > 0 {
            markupDepth += 1
            writeStartTag(name, attributes)
            return true
        }
        if let open = frames.last, open.tag.isText, holdsMarkup(open, word) {
            // The text before this element is escaped markup or white space, and stays unchanged.
            if case .plain = form { form = .html }
            markupDepth = 1
            writeStartTag(name, attributes)
            return true
        }
        var frame = Frame(tag: word.tag, outer: scope, textStart: text.count)
        if !attributes.isEmpty {
            if let value = attributes.string(prefix: "xml", "base") {
                bases.append(WebURL.resolve(value, against: base))
                frame.hasBase = true
            }
            if let value = attributes.bytes(prefix: "xml", "lang") {
                // An empty value revokes the language of the elements around (XML 1.0, 2.12).
                languages.append(Self.languageTag(String(decoding: value, as: UTF8.self).trimmingSpace()))
                frame.hasLanguage = true
            }
        }
        frames.append(frame)
        if word.tag == .channel, rootTag == .rdf, let uri = name.namespace, String(cString: uri).contains("0.9") {
            parsed.feed.format = .rss090
        }
        if frames.count == 1 { beginRoot(word.tag, name, attributes) } else { return begin(word.tag, attributes) }
        return true
    }

    override func endElement(_ name: XMLName) {
        if isInItem { digestText() }
        if markupDepth > 0 {
            markupDepth -= 1
            writeEndTag(name)
            return
        }
        guard let frame = frames.popLast() else { return }
        let outer = frame.outer
        end(frame.tag, outer: outer, ElementText(bytes: text.bytes(from: frame.textStart)))
        text.truncate(to: frame.textStart)
        digested = min(digested, text.count)
        scope = outer
        if frame.hasBase { bases.removeLast() }
        if frame.hasLanguage { languages.removeLast() }
    }

    override func characters(_ characters: UnsafeBufferPointer<UInt8>) {
        if markupDepth > 0 || isXHTML { text.appendEscaped(characters) } else { text.append(characters) }
    }

    private var isXHTML: Bool {
        if case .xhtml = form { true } else { false }
    }

    /// Whether an element inside a text belongs to the text's markup: it is no element of a feed, or HTML has an element of this name. Any
    /// other element follows a text whose end tag is missing.
    private func holdsMarkup(_ open: Frame, _ word: Vocabulary.Word) -> Bool {
        word.tag == .other || (word.tag.isHTML && !(open.tag == .title && word.tag == .link))
    }

    func enter(_ scope: Scope) {
        self.scope = scope
    }

    // MARK: Elements

    private func beginRoot(_ tag: FeedTag, _ name: XMLName, _ attributes: XMLAttributes) {
        rootTag = tag
        parsed.feed.format = FeedFormat.of(
            tag, name: String(cString: name.local), namespace: name.namespace.map { String(cString: $0) }, attributes)
        if let language = language?.nonEmpty { parsed.feed.language = language }
        switch tag {
        case .channel: beginChannel(attributes)
        case .item, .entry: _ = begin(tag, attributes)
        default: break
        }
    }

    /// - Returns: false where the item limit is reached and the stream is to stop.
    private func begin(_ tag: FeedTag, _ attributes: XMLAttributes) -> Bool {
        form = .html
        switch (tag, scope) {
        case (.item, _), (.entry, _):
            guard parsed.items.count < itemLimit else {
                itemsSkipped += 1
                return false
            }
            beginItem(attributes)
        case (.channel, .channel): beginChannel(attributes)
        case (_, .channel): scope = beginInChannel(tag, attributes)
        case (.source, .item):
            beginOrigin(attributes)
            scope = .origin
        case (_, .item), (_, .mediaGroup), (_, .mediaContent): scope = beginInItem(tag, attributes)
        case (_, .person): break
        case (_, .origin): scope = beginInOrigin(tag, attributes)
        case (.podcastRecipient, .value): addRecipient(attributes)
        case (.pscChapter, .chapters): addChapter(attributes)
        default: break
        }
        return true
    }

    private func end(_ tag: FeedTag, outer: Scope, _ text: ElementText) {
        switch (tag, outer) {
        case (.item, _), (.entry, _): endItem()
        case (_, .channel): endInChannel(tag, text)
        case (_, .item): endInItem(tag, text)
        case (_, .mediaGroup), (_, .mediaContent): endInMedia(tag, text)
        case (_, .person), (_, .owner): endInPerson(tag, text)
        case (_, .origin): endInOrigin(tag, text)
        case (_, .image): endInImage(tag, text)
        case (.url, .itemImage): setItemImage(text)
        case (.hour, .skipHours): addSkipHour(text)
        case (.day, .skipDays): addSkipDay(text)
        case (_, .place): endInPlace(tag, text)
        default: break
        }
    }

    private func beginItem(_ attributes: XMLAttributes) {
        item = ParsedItem()
        itemRanks = ItemRanks()
        media = MediaState()
        latitude = nil
        otherSummary = nil
        isInItem = true
        digest = StableHasher()
        digested = text.count
        scope = .item
        readItemAttributes(attributes)
        for index in 0..<attributes.count {
            guard let attribute = attributes.attribute(index) else { continue }
            digest.absorb(UnsafeRawBufferPointer(attribute.value))
        }
    }

    private func endItem() {
        guard isInItem else { return }
        isInItem = false
        finishItem()
        item.digest = digest.value
        parsed.items.append(item)
        item = ParsedItem()
    }

    /// Ends the reading at the end of the document. In a truncated document, the open item becomes ``ParsedFeed/openItem``.
    func finish(isTruncated: Bool) {
        guard isTruncated else { return finishFeed() }
        parsed.isTruncated = true
        if isInItem {
            while let frame = frames.popLast() {
                if frame.tag == .item || frame.tag == .entry { break }
                while markupDepth > 0 { markupDepth -= 1 }
                end(frame.tag, outer: frame.outer, ElementText(bytes: text.bytes(from: frame.textStart)))
                text.truncate(to: frame.textStart)
                scope = frame.outer
            }
            finishItem()
            item.digest = digest.value
            parsed.openItem = item
        }
        finishFeed()
    }

    // MARK: Digest

    private func digestTag(_ word: Vocabulary.Word, _ attributes: XMLAttributes) {
        digestText()
        digest.absorb(word.digest)
        for index in 0..<attributes.count {
            guard let attribute = attributes.attribute(index) else { continue }
            digest.absorb(UnsafeRawBufferPointer(start: attribute.name.local, count: strlen(cString(attribute.name.local))))
            digest.absorb(UnsafeRawBufferPointer(attribute.value))
        }
    }

    private func cString(_ name: UnsafePointer<UInt8>) -> UnsafePointer<CChar> {
        UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
    }

    private func digestText() {
        if text.count > digested { digest.absorb(UnsafeRawBufferPointer(text.bytes(from: digested))) }
        digested = text.count
    }

    // MARK: Markup inside texts

    private func writeStartTag(_ name: XMLName, _ attributes: XMLAttributes) {
        text.append(0x3c)
        text.append(name: name.local)
        for index in 0..<attributes.count {
            guard let attribute = attributes.attribute(index) else { continue }
            text.append(0x20)
            if attribute.name.prefix != nil { continue }
            text.append(name: attribute.name.local)
            text.append(0x3d)
            text.append(0x22)
            text.appendEscaped(attribute.value, quotes: true)
            text.append(0x22)
        }
        text.append(0x3e)
        if isInItem { digested = text.count }
    }

    private func writeEndTag(_ name: XMLName) {
        if VoidElement.isVoid(name.local) { return }
        text.append(0x3c)
        text.append(0x2f)
        text.append(name: name.local)
        text.append(0x3e)
        if isInItem { digested = text.count }
    }
}
