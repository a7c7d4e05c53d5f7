internal import Bytes
internal import Glibc

/// A document prepared for libxml2: its tags, well-formed, with an empty CDATA section as a placeholder for every text.
///
/// libxml2 reads text character by character and reference by reference. With the text taken out, it sees only the tags, and each text is
/// reported in one piece. Since this pass looks at every tag anyway, it also repairs what is not well-formed: neither a second pass nor
/// libxml2's own recovery, which loses items, is needed.
struct XMLSkeleton: ~Copyable {
    /// The place of a text: in the document itself, or in ``decoded`` where its references had to be expanded.
    struct Section {
        var start: Int
        var count: Int
        var isDecoded: Bool
    }

    /// The document without its texts, NUL-terminated.
    private(set) var markup: ByteBuffer
    /// The texts, in document order: one for each placeholder in ``markup``.
    private(set) var sections: [Section] = []
    private(set) var decoded = ByteBuffer()
    private(set) var repairs: XMLRepairs = []
    /// The ordinals, in ascending order, of the elements whose end tags are missing. The root element has the ordinal 1, and every start
    /// tag in ``markup`` counts.
    private(set) var unclosed: [Int] = []

    private let entities: XMLEntities
    /// The bytes that declared entities may still expand to.
    private var budget = XMLEntities.maximumExpansion
    /// The stack of open elements.
    private var open: [Open] = []
    /// The number of start tags in ``markup``.
    private var elements = 0
    /// The ordinal of the last element that is ``unnestable``.
    private var lastUnnestable = 0
    /// Up to this offset, elements inside elements of their name are known to have their end tags.
    private var nestedEnd = 0
    /// An unnestable element without an end tag was found: from there on, a start tag closes the open element of its name.
    private var closesUnnestable = false
    private var rootClosed = false
    /// The root's end tag was read, but items follow it, so the root element stays open.
    private var rootEnded = false
    private let unnestable: [StaticString]
    /// The names of open elements that are nested too deep, or whose name is one too many, the innermost last. Their tags are not in ``markup``.
    private var skipped: [Range<Int>] = []
    private var names: DistinctNames
    /// No end of a comment follows: further searches are skipped, which keeps the time linear.
    private var hasCommentEnd = true
    /// Where the next unnestable element begins, as far as it was searched for.
    private var knownUnnestable = 0
    /// The number of namespace declarations of the open elements. libxml2 looks through all of them for each prefix.
    private var declarations = 0

    /// The greatest number of namespace declarations that are in scope at once.
    private static let mostDeclarations = 512
    private static let mostSkipped = 4096

    /// An open element.
    private struct Open {
        /// The place of its qualified name in the document.
        var name: Range<Int>
        var ordinal: Int
        var declarations: Int
        /// Whether it is an element that is always empty in HTML.
        var isVoid: Bool
    }

    /// - Parameters:
    ///   - document: UTF-8, beginning with the root element's start tag.
    ///   - unnestable: local names of elements that close an open element of the same name, unless both have their end tags.
    ///   - mostNames: ``DistinctNames/most``.
    init(
        _ document: UnsafeBufferPointer<UInt8>, entities: XMLEntities, unnestable: [StaticString], mostNames: Int = DistinctNames.most
    ) throws(XMLStream.Failure) {
        names = DistinctNames(most: mostNames)
        self.entities = entities
        self.unnestable = unnestable
        guard let base = document.baseAddress else {
            markup = ByteBuffer(capacity: 1)
            markup.append(0)
            return
        }
        markup = ByteBuffer(capacity: document.count / 4 + 64)
        sections.reserveCapacity(document.count / 256)
        open.reserveCapacity(32)
        try read(DocumentBytes(base: base, count: document.count))
        markup.append(0)
        // Items follow inside these elements of a truncated document.
        unclosed += open.lazy.map(\.ordinal).filter { [lastUnnestable] in $0 < lastUnnestable }
        unclosed.sort()
    }

    private mutating func read(_ source: DocumentBytes) throws(XMLStream.Failure) {
        var at = 0
        while at < source.count {
            let tag = source.next(0x3c, from: at) ?? source.count
            if tag > at { try readText(at..<tag, source) }
            guard tag + 1 < source.count else { break }
            switch source.base[tag + 1] {
            case 0x2f: at = readEndTag(from: tag, source)
            case 0x21: at = readDeclaration(from: tag, source)
            case 0x3f:
                if source.has("<?xml ", at: tag) { repairs.insert(.misplacedDeclaration) }
                at = (source.next(0x3e, from: tag + 2) ?? source.count - 1) + 1
            case let byte where XMLTag.isNameStart(byte): at = try readStartTag(from: tag, source)
            default:
                appendText("<")
                repairs.insert(.strayLessThan)
                at = tag + 1
            }
            if rootClosed {
                noteContentAfterRoot(from: at, source)
                return
            }
        }
        if rootEnded, open.count == 1 { close(1, source) }
    }

    // MARK: Text

    private mutating func readText(_ range: Range<Int>, _ source: DocumentBytes) throws(XMLStream.Failure) {
        if source.base[range.lowerBound] <= 0x20, isBlank(range, source) {
            markup.append(source.slice(range))
            return
        }
        guard memchr(source.base + range.lowerBound, 0x26, range.count) != nil else {
            append(Section(start: range.lowerBound, count: range.count, isDecoded: false))
            return
        }
        // Hardly any text becomes longer: with room for all that is left, what was decoded is not moved.
        decoded.reserve(source.count - range.lowerBound)
        let start = decoded.count
        do {
            repairs.formUnion(try XMLText.decode(source.slice(range), entities: entities, budget: &budget, into: &decoded))
        } catch {
            throw .entityBomb
        }
        append(Section(start: start, count: decoded.count - start, isDecoded: true))
    }

    private func isBlank(_ range: Range<Int>, _ source: DocumentBytes) -> Bool {
        for offset in range where source.base[offset] > 0x20 { return false }
        return true
    }

    private mutating func appendText(_ text: StaticString) {
        let start = decoded.count
        decoded.append(text)
        append(Section(start: start, count: text.utf8CodeUnitCount, isDecoded: true))
    }

    private mutating func append(_ section: Section) {
        guard section.count > 0 else { return }
        sections.append(section)
        Self.placeholder.withUTF8Buffer { markup.append($0) }
    }

    private static let placeholder: StaticString = "<![CDATA[]]>"

    // MARK: Tags

    /// Reads `<!…`: a comment, a CDATA section, or a misplaced declaration.
    ///
    /// - Returns: the offset after it.
    private mutating func readDeclaration(from start: Int, _ source: DocumentBytes) -> Int {
        if source.has("<![CDATA[", at: start) {
            let content = start + 9
            guard let end = source.next("]]>", from: content) else {
                repairs.insert(.unclosedSection)
                if content < source.count { append(Section(start: content, count: source.count - content, isDecoded: false)) }
                return source.count
            }
            if end > content { append(Section(start: content, count: end - content, isDecoded: false)) }
            return end + 3
        }
        if source.has("<!--", at: start) {
            if hasCommentEnd, let end = source.next("-->", from: start + 4) { return end + 3 }
            hasCommentEnd = false
            repairs.insert(.unclosedSection)
            // The rest of the document is read as markup: an unclosed comment must not hide all items after it.
            return start + 4
        }
        repairs.insert(.misplacedDeclaration)
        return (source.next(0x3e, from: start + 2) ?? source.count - 1) + 1
    }

    private mutating func readStartTag(from start: Int, _ source: DocumentBytes) throws(XMLStream.Failure) -> Int {
        let tag = XMLTag(
            at: start, source, declarationLimit: min(XMLTag.mostDeclarations, max(0, Self.mostDeclarations - declarations)), names: &names)
        guard let end = tag.end else { return source.count }
        let isUnnestable = unnestable.contains { matches(tag.name, localName: $0, source) }
        if isUnnestable { closeElement(named: tag.name, before: start, source) }
        let isVoid = tag.name.count <= 3 && Self.isVoid(source.slice(tag.name))
        if isVoid, let last = open.last, last.isVoid { closeUnclosed(from: open.count - 1, source) }
        if open.count >= XMLStream.maximumDepth, !tag.isEmptyElement {
            repairs.insert(.tooDeep)
            guard isUnnestable else {
                if skipped.count < Self.mostSkipped { skipped.append(tag.name) }
                return end
            }
            // What is open around an item then has no end tags; only the root and the channel contain items.
            closeUnclosed(from: 2, source)
        }
        if !names.admit(source.slice(tag.name)), !isUnnestable {
            repairs.insert(.surplusNames)
            if !tag.isEmptyElement, skipped.count < Self.mostSkipped { skipped.append(tag.name) }
            return end
        }
        if tag.isPlain {
            markup.append(source.slice(start..<end))
        } else {
            if tag.isBroken { repairs.insert(.brokenTag) }
            if tag.hasSurplus { repairs.insert(.surplusAttributes) }
            let found = tag.write(source, entities: entities, budget: &budget, into: &markup)
            guard let found else { throw .entityBomb }
            repairs.formUnion(found)
        }
        elements += 1
        if isUnnestable { lastUnnestable = elements }
        if tag.isEmptyElement {
            if open.isEmpty { rootClosed = true }
        } else {
            open.append(Open(name: tag.name, ordinal: elements, declarations: tag.declarations, isVoid: isVoid))
            declarations += tag.declarations
        }
        return end
    }

    /// Whether a name is that of an element of texts that never has an end tag in HTML. One that follows another was never inside it.
    private static func isVoid(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        switch (name.count, name[0] | 0x20, name[name.count - 1] | 0x20) {
        case (2, UInt8(ascii: "b"), UInt8(ascii: "r")), (2, UInt8(ascii: "h"), UInt8(ascii: "r")): true
        case (3, UInt8(ascii: "i"), UInt8(ascii: "g")): name[1] | 0x20 == UInt8(ascii: "m")
        case (3, UInt8(ascii: "w"), UInt8(ascii: "r")): name[1] | 0x20 == UInt8(ascii: "b")
        default: false
        }
    }

    private mutating func readEndTag(from start: Int, _ source: DocumentBytes) -> Int {
        if skipped.isEmpty, let end = endOfInnermost(from: start, source) {
            if open.count == 1, keepsRootOpen(from: end, source) { return end }
            close(1, source)
            return end
        }
        var end = start + 2
        while end < source.count, XMLTag.isName(source.base[end]) { end += 1 }
        let name = (start + 2)..<end
        while end < source.count, source.base[end] != 0x3e, source.base[end] != 0x3c { end += 1 }
        // An end tag without `>`, as in `</title<pubDate>`, ends where the next tag begins.
        if end >= source.count { return source.count }
        let after = source.base[end] == 0x3e ? end + 1 : end
        if let last = skipped.last, isSame(last, name, source, foldingCase: false) {
            skipped.removeLast()
            return after
        }
        if let last = open.last, isSame(last.name, name, source, foldingCase: false) {
            if !skipped.isEmpty { skipped.removeAll() }
            if open.count == 1, keepsRootOpen(from: after, source) { return after }
            close(1, source)
            return after
        }
        let index =
            open.lastIndex { isSame($0.name, name, source, foldingCase: false) }
            ?? open.lastIndex { isSame($0.name, name, source, foldingCase: true) }
        guard let index else {
            repairs.insert(.strayEndTag)
            return after
        }
        repairs.insert(.unclosedElement)
        skipped.removeAll()
        if index == 0, keepsRootOpen(from: after, source) { return after }
        for element in open[(index + 1)...] { unclosed.append(element.ordinal) }
        close(open.count - index, source)
        return after
    }

    /// The offset after the end tag at `start`, if it is that of the innermost open element and has nothing but its name, as nearly all have.
    @inline(__always)
    private func endOfInnermost(from start: Int, _ source: DocumentBytes) -> Int? {
        guard let name = open.last?.name else { return nil }
        let end = start + 2 + name.count
        guard end < source.count, source.base[end] == 0x3e,
            memcmp(source.base + name.lowerBound, source.base + start + 2, name.count) == 0
        else { return nil }
        return end + 1
    }

    /// Closes the innermost open element of this name together with the elements open inside it, unless the element that begins at
    /// `start` is nested in it and both have their end tags.
    private mutating func closeElement(named name: Range<Int>, before start: Int, _ source: DocumentBytes) {
        guard start >= nestedEnd, let index = open.lastIndex(where: { isSame($0.name, name, source, foldingCase: false) }) else { return }
        if !closesUnnestable {
            // An element inside another one of the item proves by that one's end tag that it is nested, an element that stands directly
            // in the item by the item's own.
            if let end = endOfElements(above: min(index + 1, open.count - 1), from: start, source) {
                nestedEnd = end
                return
            }
            closesUnnestable = true
        }
        closeUnclosed(from: index, source)
    }

    /// Closes the open elements from `index` on, whose end tags are missing.
    private mutating func closeUnclosed(from index: Int, _ source: DocumentBytes) {
        repairs.insert(.unclosedElement)
        skipped.removeAll()
        for element in open[index...] { unclosed.append(element.ordinal) }
        close(open.count - index, source)
    }

    /// Reads ahead, from `start`, to the end tag of the open element at `index`.
    ///
    /// - Returns: the offset after it; nil where an element before it lacks its end tag, or another end tag comes first.
    private func endOfElements(above index: Int, from start: Int, _ source: DocumentBytes) -> Int? {
        var names = open[index...].map(\.name)
        var at = start
        while let tag = source.next(0x3c, from: at), tag + 1 < source.count {
            switch source.base[tag + 1] {
            case 0x2f:
                var end = tag + 2
                while end < source.count, XMLTag.isName(source.base[end]) { end += 1 }
                guard let name = names.popLast(), isSame(name, (tag + 2)..<end, source, foldingCase: false) else { return nil }
                if names.isEmpty { return end }
                at = end
            case 0x21 where source.has("<![CDATA[", at: tag):
                guard let end = source.next("]]>", from: tag + 9) else { return nil }
                at = end + 3
            case 0x21 where source.has("<!--", at: tag):
                guard let end = source.next("-->", from: tag + 4) else { return nil }
                at = end + 3
            case let byte where XMLTag.isNameStart(byte):
                let element = XMLTag(at: tag, source)
                guard let end = element.end else { return nil }
                if !element.isEmptyElement { names.append(element.name) }
                guard names.count <= XMLStream.maximumDepth else { return nil }
                at = end
            default: at = tag + 2
            }
        }
        return nil
    }

    /// Closes the `count` innermost open elements.
    private mutating func close(_ count: Int, _ source: DocumentBytes) {
        for _ in 0..<count {
            guard let element = open.popLast() else { return }
            declarations -= element.declarations
            markup.append(0x3c)
            markup.append(0x2f)
            markup.append(source.slice(element.name))
            markup.append(0x3e)
        }
        if open.isEmpty { rootClosed = true }
    }

    private mutating func noteContentAfterRoot(from start: Int, _ source: DocumentBytes) {
        var at = start
        while at < source.count {
            if source.has("<!--", at: at), let end = source.next("-->", from: at) {
                at = end + 3
            } else if source.base[at] > 0x20 {
                repairs.insert(.junkAfter)
                return
            } else {
                at += 1
            }
        }
    }

    /// Whether items follow the root's end tag. The root element then stays open, so that a misplaced end tag does not lose them.
    private mutating func keepsRootOpen(from start: Int, _ source: DocumentBytes) -> Bool {
        var at = max(start, knownUnnestable)
        while let tag = source.next(0x3c, from: at) {
            if unnestable.contains(where: { source.has($0, at: tag + 1) }) {
                knownUnnestable = tag
                repairs.insert(.unclosedElement)
                rootEnded = true
                return true
            }
            at = tag + 1
        }
        knownUnnestable = source.count
        return false
    }

    /// Whether the qualified name in `range` has this local name.
    private func matches(_ range: Range<Int>, localName: StaticString, _ source: DocumentBytes) -> Bool {
        let length = localName.utf8CodeUnitCount
        guard range.count >= length, length > 0, source.base[range.upperBound - 1] == localName.utf8Start[length - 1],
            memcmp(source.base + range.upperBound - length, localName.utf8Start, length) == 0
        else { return false }
        return range.count == length || source.base[range.upperBound - length - 1] == 0x3a
    }

    @inline(__always)
    private func isSame(_ a: Range<Int>, _ b: Range<Int>, _ source: DocumentBytes, foldingCase: Bool) -> Bool {
        guard a.count == b.count else { return false }
        if !foldingCase { return memcmp(source.base + a.lowerBound, source.base + b.lowerBound, a.count) == 0 }
        return zip(source.slice(a), source.slice(b)).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
}
