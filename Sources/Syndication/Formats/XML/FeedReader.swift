internal import Bytes
internal import Glibc
internal import Markup
import WebAddress

/// Reads RSS, Atom and CDF from an ``XMLStream``. One class reads all of them, because feeds mix their elements.
///
/// The scope in which an element stands (``Scope``) and its name (``FeedTag``) decide what it means. An element either opens a scope for its
/// children or has none that mean anything: only its own children speak for an item or a feed. The extensions of this class have one file
/// for each scope: a new element of an item is read in `FeedReader+Item.swift`.
final class FeedReader: XMLReceiver {
    // Every event or every item accesses the fields marked so, and no two accesses overlap: dynamic exclusivity checks would cost time and find nothing.
    @exclusivity(unchecked) var parsed: ParsedFeed
    @exclusivity(unchecked) var item = ParsedItem()
    @exclusivity(unchecked) var itemRanks = ItemRanks()
    var feedRanks = FeedRanks()
    /// The tags of the feed, for a fast test whether a tag is new: some feeds have hundreds.
    var feedTags: Set<String> = []
    /// The media objects and the place of the open item, else of the feed; nil without any of their elements.
    @exclusivity(unchecked) var media: MediaState?
    @exclusivity(unchecked) var places: PlaceReading?
    /// The second description of the open item.
    @exclusivity(unchecked) var otherSummary: Text?
    /// `itunes:subtitle` of the open item.
    @exclusivity(unchecked) var podcastSubtitle: Text?
    /// The last element of the open item that may describe the item.
    @exclusivity(unchecked) var describingGroup: ElementGroup?
    @exclusivity(unchecked) private(set) var isInItem = false
    private(set) var itemsSkipped = 0
    private(set) var rootTag = FeedTag.other

    let itemLimit: Int
    /// For all relative references of the document.
    let references: ReferenceBudget
    @exclusivity(unchecked) private var vocabulary = Vocabulary()
    @exclusivity(unchecked) private var frames: [Frame] = []
    /// The number of open elements around the one that begins or ends.
    @exclusivity(unchecked) private(set) var depth = 0
    @exclusivity(unchecked) private(set) var scope = Scope.channel
    private var people = OpenValues<Person>()
    private var groups = OpenValues<ElementGroup>()
    var origins = OpenValues<OpenOrigin>()
    var deletions = OpenValues<Deletion>()
    var images = OpenValues<Feed.Image>()
    /// The attribute of an element that is read together with its text.
    var notes = OpenValues<String>()
    /// Open items in which another item stands.
    private var outerItems: [OuterItem] = []
    /// The open item, if it is a live item.
    @exclusivity(unchecked) private var liveItem: ParsedLiveItem?
    /// Those of the feed, while an item is open.
    private var feedMedia: MediaState?
    private var feedPlaces: PlaceReading?
    private let collectsExtensions: Bool
    /// What may still be collected of the elements of the feed, and of the open item, that are not read.
    private var feedBudget = ElementCollector.Budget.extensions
    private var itemBudget = ElementCollector.Budget.extensions
    /// Collects the open element that is to be collected.
    private var collector = ElementCollector(.element)
    @exclusivity(unchecked) private var isCollecting = false
    @exclusivity(unchecked) private var text = ByteBuffer(capacity: 1 << 16)
    /// The number of bytes of ``text`` that are in the item's digest.
    @exclusivity(unchecked) private var digested = 0
    @exclusivity(unchecked) private var digest = StableHasher()
    /// The number of open elements that belong to the markup of a text.
    @exclusivity(unchecked) private var markupDepth = 0
    /// The stack of `xml:base` values, resolved; the first is the URL of the document.
    @exclusivity(unchecked) private(set) var bases: [String?]
    /// The stack of `xml:lang` values.
    private(set) var languages: [String?] = [nil]
    /// The form of the open text.
    @exclusivity(unchecked) var form = TextForm.html

    /// What the children of an element say something about.
    enum Scope {
        /// Nothing that feedd reads: an element that is unknown, or one that has no children by its specification.
        case foreign
        /// An element that groups others (``ElementGroup``).
        case group
        /// The category that contains the category (`itunes:category`).
        case category
        case channel
        case item
        case image
        case itemImage
        case person
        case origin
        case owner
        /// `app:control`.
        case control
        /// A deleted entry.
        case deletion
        case mediaGroup
        case mediaContent
        case skipHours
        case skipDays
        /// `itunes:image`.
        case podcastImage
    }

    /// How the characters of a text are to be read.
    enum TextForm {
        /// Plain text by the format's default, without an attribute that says so.
        case unstated
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
        /// The scope in which the element stands.
        var outer: Scope
        var textStart: Int
        /// The form of the text around the element.
        var outerForm: TextForm
        /// Whether its end tag is missing: what stands in it follows it.
        var isUnclosed: Bool
        var opensItem = false
        /// Whether it is the outermost element that is being collected.
        var isCollected = false
        var hasBase = false
        var hasLanguage = false
    }

    /// The state of an item in which another item stands.
    private struct OuterItem {
        let item: ParsedItem
        let ranks: ItemRanks
        let liveItem: ParsedLiveItem?
        let media: MediaState?
        let places: PlaceReading?
        let budget: ElementCollector.Budget
        let otherSummary: Text?
        let podcastSubtitle: Text?
        let describingGroup: ElementGroup?
        let digest: StableHasher
    }

    /// When reading is given up. It is asked where an item begins.
    var deadline = CPUDeadline.none
    /// Whether reading was given up.
    private(set) var isOutOfTime = false

    init(url: String?, itemLimit: Int, collectsExtensions: Bool, references: ReferenceBudget) {
        self.references = references
        parsed = ParsedFeed(feed: Feed(format: .rss))
        self.itemLimit = itemLimit
        self.collectsExtensions = collectsExtensions
        bases = [url]
        frames.reserveCapacity(32)
    }

    var base: String? { bases.last ?? nil }
    /// The base where the document sets one.
    var declaredBase: String? { bases.count > 1 ? base : nil }
    var language: String? { languages.last ?? nil }
    var hasUndeclaredPrefix: Bool { vocabulary.hasUndeclaredPrefix }

    // MARK: Events

    override func startElement(_ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool) -> Bool {
        if frames.isEmpty { vocabulary.adopt(name) }
        var word = vocabulary.word(name)
        if word.tag == .other, scope == .channel, isContainer(name) {
            vocabulary.adopt(name)
            word = vocabulary.word(name)
        }
        if isInItem { digestTag(word, attributes) }
        if markupDepth > 0 {
            markupDepth += 1
            writeStartTag(name, attributes)
            return true
        }
        if let open = frames.last, open.tag.isText, holdsMarkup(open, word) {
            // The text before this element is escaped markup or white space, and stays unchanged.
            switch form {
            case .plain, .unstated: form = .html
            default: break
            }
            markupDepth = 1
            writeStartTag(name, attributes)
            return true
        }
        var frame = Frame(tag: word.tag, outer: scope, textStart: text.count, outerForm: form, isUnclosed: isUnclosed)
        if !attributes.isEmpty {
            if let value = attributes.string(prefix: "xml", "base") {
                bases.append(FeedURL.base(value, within: base))
                frame.hasBase = true
            }
            if let value = attributes.bytes(prefix: "xml", "lang") {
                // An empty value revokes the language of the elements around (XML 1.0, 2.12).
                languages.append(Self.languageTag(String(decoding: value, as: UTF8.self).trimmingSpace()))
                frame.hasLanguage = true
            }
        }
        depth = frames.count
        frames.append(frame)
        if word.tag == .channel, rootTag == .rdf, let uri = name.namespace, String(cString: uri).contains("0.9") {
            parsed.feed.format = .rss090
        }
        if frames.count == 1 {
            beginRoot(word.tag, name, attributes)
            return true
        }
        if isCollecting { collector.begin(name, attributes) }
        return begin(word, name, attributes, isUnclosed: isUnclosed)
    }

    override func endElement(_ name: XMLName) {
        if isInItem { digestText() }
        if markupDepth > 0 {
            markupDepth -= 1
            writeEndTag(name)
            return
        }
        guard let frame = frames.popLast() else { return }
        depth = frames.count
        let content = ElementText(bytes: text.bytes(from: frame.textStart))
        if isCollecting { endCollected(frame, content) }
        end(frame, content)
        text.truncate(to: frame.textStart)
        digested = min(digested, text.count)
        scope = frame.outer
        form = frame.outerForm
        if frame.hasBase { bases.removeLast() }
        if frame.hasLanguage { languages.removeLast() }
    }

    override func characters(_ characters: UnsafeBufferPointer<UInt8>) {
        if markupDepth > 0 || isXHTML { text.appendEscaped(characters) } else { text.append(characters) }
    }

    private var isXHTML: Bool {
        if case .xhtml = form { true } else { false }
    }

    /// Whether an element inside a text belongs to the text's markup. Where the end tag of the text is missing, an element of a feed follows
    /// it, unless HTML has an element of this name.
    private func holdsMarkup(_ open: Frame, _ word: Vocabulary.Word) -> Bool {
        !open.isUnclosed || word.tag == .other || (word.tag.isHTML && !(open.tag == .title && word.tag == .link))
    }

    /// Whether an element directly in the root element or in the channel is, by its name, one of RSS or Atom, although its namespace is
    /// unknown: some publishers declare a default namespace of their own, and not at the root.
    private func isContainer(_ name: XMLName) -> Bool {
        guard name.prefix == nil, name.namespace != nil else { return false }
        let tag = FeedTag.named[String(cString: name.local).lowercased()]
        return (frames.count == 1 && tag == .channel) || (frames.count <= 2 && (tag == .item || tag == .entry))
    }

    /// Sets the base for the element that begins and all in it.
    func enterBase(_ url: String) {
        guard !frames[depth].hasBase else { return }
        frames[depth].hasBase = true
        bases.append(url)
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
        case .item, .entry: beginItem(attributes)
        default: break
        }
    }

    /// - Returns: false where the item limit is reached, or the time is over, and the stream is to stop.
    private func begin(_ word: Vocabulary.Word, _ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool) -> Bool {
        form = .html
        let tag = word.tag
        if (tag == .item || tag == .entry) && isItemPlace {
            if deadline.isPassed {
                isOutOfTime = true
                return false
            }
            guard parsed.items.count < itemLimit else {
                itemsSkipped += 1
                return false
            }
            beginItem(attributes)
            return true
        }
        if tag == .podcastLiveItem, scope == .channel, !isInItem, !isUnclosed, parsed.liveItems.count < 64 {
            let live = liveItem(attributes)
            beginItem(attributes)
            liveItem = live
            return true
        }
        if tag.isCollected, scope == .item || scope == .channel || (tag.isMedia && (scope == .mediaGroup || scope == .mediaContent)) {
            collect(name, attributes, isUnclosed: isUnclosed, .element)
        } else if collectsExtensions, tag == .other || tag == .sourceMarkdown, scope == .item || scope == .channel, !isUnclosed {
            collect(name, attributes, isUnclosed: false, isInItem ? itemBudget : feedBudget)
        }
        if let inner = beginInScope(tag, attributes) {
            scope = inner
        } else if isUnclosed {
            // Its end tag is missing: the elements inside it follow it, and stand where it stands.
        } else if word.isOwn, tag == .other, scope == .item || scope == .channel {
            groups.open(ElementGroup(), at: depth)
            scope = .group
        } else {
            scope = .foreign
        }
        return true
    }

    /// Whether an item that begins is one of the feed: it stands in the feed, or directly in an item. An item inside another element of an
    /// item, or inside an element of another namespace, belongs to that element.
    private var isItemPlace: Bool {
        switch scope {
        case .item: true
        case .channel, .group: !isInItem
        case .foreign: false
        // An element of the feed that has no end tag.
        default: !isInItem && frames.contains(where: \.isUnclosed)
        }
    }

    /// - Returns: the scope of the element's children; nil where its children mean nothing.
    private func beginInScope(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        switch scope {
        case .channel:
            if tag == .channel {
                // A channel in a channel (CDF) has its own title; its items are the feed's.
                guard frames.count == 2, rootTag != .channel else { return .group }
                beginChannel(attributes)
                return .channel
            }
            return beginInChannel(tag, attributes)
        case .item:
            return beginInItem(tag, attributes)
        case .mediaGroup, .mediaContent: if tag.isMedia { return beginMedia(tag, attributes) }
        case .group:
            if tag == .channel { return .group }
            beginInGroup(tag, attributes)
        case .category: return beginCategory(tag, attributes)
        case .origin: return beginInOrigin(tag, attributes)
        case .deletion: return beginInDeletion(tag, attributes)
        case .foreign, .image, .itemImage, .podcastImage, .person, .owner, .control, .skipHours, .skipDays: break
        }
        return nil
    }

    private func end(_ frame: Frame, _ text: ElementText) {
        let tag = frame.tag
        switch frame.outer {
        case _ where frame.opensItem: endItem()
        case .channel: tag == .other ? endGroup() : endInChannel(tag, text)
        case .item: tag == .other ? endGroup() : endInItem(tag, text)
        case .mediaGroup, .mediaContent: if tag.isMedia { endMedia(tag, text) }
        case .group: endInGroup(tag, text)
        case .person, .owner: endInPerson(tag, text)
        case .origin: endInOrigin(tag, text)
        case .image: endInImage(tag, text)
        case .itemImage: if tag == .url { setItemImage(address(text)) }
        case .podcastImage: if tag == .url { setPodcastImage(address(text)) }
        case .control: if tag == .draft, isInItem { item.item.isDraft = text.string?.lowercased() == "yes" }
        case .deletion: endInDeletion(tag, text)
        case .skipHours: if tag == .hour { addSkipHour(text) }
        case .skipDays: if tag == .day { addSkipDay(text) }
        case .foreign, .category: break
        }
    }

    // MARK: Values of open elements

    /// Opens the scope of a person for the element that begins.
    func openPerson() -> Scope {
        people.open(Person(), at: depth)
        return .person
    }

    /// The person of the element that ends; nil where it has not opened one.
    func closePerson() -> Person? { people.close(at: depth) }

    /// Changes the innermost open person.
    func changePerson(_ change: (inout Person) -> Void) { people.change(change) }

    /// Adds the tag of a podcast category, in which its subcategories stand.
    func beginCategory(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        guard tag == .itunesCategory || tag == .googleCategory else { return nil }
        if let name = attributes.string("text") { addTag(name) }
        return .category
    }

    private func beginInGroup(_ tag: FeedTag, _ attributes: XMLAttributes) {
        switch tag {
        case .category: if let name = AtomCategory(attributes)?.name { groups.change { $0.categories.append(name) } }
        case .dcSubject: break
        default: groups.change { $0.hasOthers = true }
        }
    }

    private func endInGroup(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .category, .dcSubject: if let name = text.string { groups.change { $0.categories.append(name) } }
        case .url, .link: if let url = address(text) { groups.change { $0.url = url } }
        case .description: if let description = self.text(text) { groups.change { $0.description = description } }
        default: break
        }
    }

    private func endGroup() {
        guard let group = groups.close(at: depth) else { return }
        if !group.hasOthers {
            for name in group.categories { addTag(name) }
        } else if isInItem, group.description != nil {
            describingGroup = group
        }
    }

    // MARK: Collected elements

    /// Begins to collect the element that begins. One whose end tag is missing has nothing in it.
    private func collect(_ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool, _ budget: ElementCollector.Budget) {
        guard !isCollecting else { return }
        collector = ElementCollector(budget)
        collector.begin(name, attributes)
        if isUnclosed {
            let nothing = ElementText(bytes: UnsafeBufferPointer(start: nil, count: 0))
            if let element = collector.end(nothing), let frame = frames.last { read(element, frame.tag) }
        } else {
            isCollecting = true
            frames[frames.count - 1].isCollected = true
        }
    }

    private func endCollected(_ frame: Frame, _ text: ElementText) {
        let element = collector.end(text)
        guard frame.isCollected else { return }
        isCollecting = false
        if frame.tag.isCollected {
            if let element { read(element, frame.tag) }
        } else {
            if isInItem { itemBudget = collector.budget } else { feedBudget = collector.budget }
            if let element { keep(element) }
        }
    }

    // MARK: Items

    private func beginItem(_ attributes: XMLAttributes) {
        if isInItem {
            outerItems.append(
                OuterItem(
                    item: item, ranks: itemRanks, liveItem: liveItem, media: media, places: places, budget: itemBudget,
                    otherSummary: otherSummary, podcastSubtitle: podcastSubtitle, describingGroup: describingGroup, digest: digest))
            item = ParsedItem()
        } else {
            feedMedia = media
            feedPlaces = places
        }
        // An element that contains items is none that is collected.
        isCollecting = false
        liveItem = nil
        itemBudget = .extensions
        itemRanks = ItemRanks()
        media = nil
        places = nil
        otherSummary = nil
        podcastSubtitle = nil
        describingGroup = nil
        isInItem = true
        frames[frames.count - 1].opensItem = true
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
        isInItem = false
        finishItem()
        // The finished item is moved, not copied: it has many fields.
        var finished = ParsedItem()
        swap(&finished, &item)
        finished.digest = digest.value
        if var live = liveItem {
            live.item = finished
            parsed.liveItems.append(live)
            liveItem = nil
        } else {
            parsed.items.append(consume finished)
        }
        guard let outer = outerItems.popLast() else {
            media = feedMedia
            places = feedPlaces
            return
        }
        isInItem = true
        item = outer.item
        itemRanks = outer.ranks
        liveItem = outer.liveItem
        media = outer.media
        places = outer.places
        itemBudget = outer.budget
        otherSummary = outer.otherSummary
        podcastSubtitle = outer.podcastSubtitle
        describingGroup = outer.describingGroup
        digest = outer.digest
    }

    /// Ends the reading at the end of the document. In a truncated document, the open item becomes ``ParsedFeed/openItem``.
    func finish(isTruncated: Bool) {
        guard isTruncated else { return finishFeed() }
        parsed.isTruncated = true
        if isInItem {
            while let frame = frames.popLast() {
                if frame.opensItem { break }
                depth = frames.count
                while markupDepth > 0 { markupDepth -= 1 }
                end(frame, ElementText(bytes: text.bytes(from: frame.textStart)))
                text.truncate(to: frame.textStart)
                scope = frame.outer
                form = frame.outerForm
            }
            finishItem()
            item.digest = digest.value
            if liveItem == nil { parsed.openItem = item }
            media = feedMedia
            places = feedPlaces
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
