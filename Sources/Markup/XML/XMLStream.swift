internal import CLibXML2

/// A streaming XML parser: libxml2's SAX events over a document in memory. External entities and DTDs are never loaded.
///
/// Malformed documents are repaired and read as far as possible; ``Reading/repairs`` says what was repaired.
public enum XMLStream {
    /// The greatest number of open elements. The tags of elements that nest deeper are skipped; their texts belong to the element around.
    public static let maximumDepth = 256
    /// The greatest number of attributes of a tag, namespace declarations included.
    public static let maximumAttributes = XMLTag.mostAttributes

    /// How a document ended.
    public enum Outcome: Sendable, Equatable {
        /// The root element was closed.
        case complete
        /// The receiver stopped the stream.
        case stopped
        /// The document ended before its root element was closed.
        case truncated
    }

    /// Why a document was rejected. Events may have been reported before.
    public enum Failure: Error, Sendable {
        /// The expansion of the entities that the document declares exceeds 1 MiB.
        case entityBomb
        case outOfMemory
    }

    /// The result of reading a document.
    public struct Reading: Sendable {
        public var outcome: Outcome
        public var repairs: XMLRepairs
    }

    /// Parses `document` and reports its events to `receiver`.
    ///
    /// - Parameters:
    ///   - document: UTF-8 without control characters, beginning with the root element's start tag (see ``XMLProlog``).
    ///   - entities: the entities that the document's DTD declares.
    ///   - unnestable: local names of elements that rarely nest in an element of the same name. A start tag closes an open element of its
    ///     name first, so that an item without an end tag does not swallow the ones after it, unless the end tags show that it is nested.
    /// - Throws: `Failure` when a limit is exceeded or memory is short.
    public static func parse(
        _ document: UnsafeBufferPointer<UInt8>, entities: XMLEntities, unnestable: [StaticString] = [], into receiver: XMLReceiver
    ) throws(Failure) -> Reading {
        try parse(document, entities: entities, unnestable: unnestable, mostNames: DistinctNames.most, into: receiver)
    }

    /// - Parameter mostNames: ``DistinctNames/most``.
    static func parse(
        _ document: UnsafeBufferPointer<UInt8>, entities: XMLEntities, unnestable: [StaticString], mostNames: Int,
        into receiver: XMLReceiver
    ) throws(Failure) -> Reading {
        let skeleton = try XMLSkeleton(document, entities: entities, unnestable: unnestable, mostNames: mostNames)
        let session = XMLSession(
            document: document, decoded: skeleton.decoded.bytes, sections: skeleton.sections, unclosed: skeleton.unclosed,
            receiver: receiver)
        let outcome = session.run(skeleton.markup.bytes)
        let repairs = skeleton.repairs
        guard let outcome else { throw .outOfMemory }
        return Reading(outcome: outcome, repairs: repairs)
    }
}

/// One run of libxml2's parser over an ``XMLSkeleton``. It reports each text of the document where the skeleton has a placeholder.
private final class XMLSession {
    private let document: UnsafeBufferPointer<UInt8>
    private let decoded: UnsafeBufferPointer<UInt8>
    private let sections: [XMLSkeleton.Section]
    private let unclosed: [Int]
    private let receiver: Unmanaged<XMLReceiver>
    private var context: xmlParserCtxtPtr?
    // Every event reads and writes these, and no two accesses overlap: dynamic exclusivity checks would cost time and find nothing.
    @exclusivity(unchecked) private var nextSection = 0
    @exclusivity(unchecked) private var nextUnclosed = 0
    @exclusivity(unchecked) private var elements = 0
    @exclusivity(unchecked) private var depth = 0
    @exclusivity(unchecked) private var hasStopped = false
    @exclusivity(unchecked) private var rootClosed = false

    init(
        document: UnsafeBufferPointer<UInt8>, decoded: UnsafeBufferPointer<UInt8>, sections: [XMLSkeleton.Section], unclosed: [Int],
        receiver: XMLReceiver
    ) {
        self.document = document
        self.decoded = decoded
        self.sections = sections
        self.unclosed = unclosed
        // The caller of `parse` keeps the receiver alive during the run.
        self.receiver = .passUnretained(receiver)
    }

    /// - Parameter markup: the skeleton's markup, NUL-terminated.
    /// - Returns: nil where libxml2 could not allocate memory.
    func run(_ markup: UnsafeBufferPointer<UInt8>) -> XMLStream.Outcome? {
        guard let base = markup.baseAddress, markup.count > 1, markup.count <= Int(Int32.max) else { return .truncated }
        xmlInitParser()
        guard let context = xmlNewParserCtxt() else { return nil }
        defer { xmlFreeParserCtxt(context) }
        self.context = context

        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { session, local, prefix, namespace, _, _, count, _, attributes in
            XMLSession.enter(session) { $0.start(local, prefix, namespace, attributes, Int(count)) }
        }
        handler.endElementNs = { session, local, prefix, namespace in
            XMLSession.enter(session) { $0.end(local, prefix, namespace) }
        }
        handler.characters = { session, text, count in
            XMLSession.enter(session) { $0.text(text, Int(count)) }
        }
        // With one function for both, libxml2 does not check every text for being ignorable white space.
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = { session, _, _ in XMLSession.enter(session) { $0.section() } }
        handler.serror = { _, _ in }
        context.pointee.sax.pointee = handler
        // The skeleton contains only XML's predefined entities and character references. Without NOENT, libxml2 would leave those in
        // attributes.
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue
            | XML_PARSE_NOENT.rawValue
        _ = xmlCtxtUseOptions(context, Int32(options))
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()

        // A string input, not a memory buffer: libxml2 2.9 moves the read position of a static buffer wrongly.
        guard let stream = xmlNewStringInputStream(context, base) else { return nil }
        inputPush(context, stream)
        _ = xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
        withExtendedLifetime(self) { _ = xmlParseDocument(context) }
        return hasStopped ? .stopped : rootClosed ? .complete : .truncated
    }

    @inline(__always)
    private static func enter(_ session: UnsafeMutableRawPointer?, _ body: (XMLSession) -> Void) {
        guard let session else { return }
        Unmanaged<XMLSession>.fromOpaque(session)._withUnsafeGuaranteedRef(body)
    }

    @inline(__always)
    private func start(
        _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
    ) {
        guard let local, !hasStopped else { return }
        depth += 1
        elements += 1
        let isUnclosed = nextUnclosed < unclosed.count && unclosed[nextUnclosed] == elements
        if isUnclosed { nextUnclosed += 1 }
        let name = XMLName(local: local, prefix: prefix, namespace: namespace)
        let more = receiver._withUnsafeGuaranteedRef {
            $0.startElement(name, XMLAttributes(base: attributes, count: count), isUnclosed: isUnclosed)
        }
        guard !more else { return }
        hasStopped = true
        if let context { xmlStopParser(context) }
    }

    @inline(__always)
    private func end(_ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?) {
        guard let local, !hasStopped else { return }
        depth -= 1
        if depth == 0 { rootClosed = true }
        receiver._withUnsafeGuaranteedRef { $0.endElement(XMLName(local: local, prefix: prefix, namespace: namespace)) }
    }

    @inline(__always)
    private func text(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        guard let start, count > 0, !hasStopped else { return }
        receiver._withUnsafeGuaranteedRef { $0.characters(UnsafeBufferPointer(start: start, count: count)) }
    }

    /// Reports the next text of the document: the skeleton has an empty CDATA section in place of each, in document order.
    @inline(__always)
    private func section() {
        guard nextSection < sections.count, !hasStopped else { return }
        let section = sections[nextSection]
        nextSection += 1
        let source = section.isDecoded ? decoded : document
        let text = UnsafeBufferPointer(rebasing: source[section.start..<section.start + section.count])
        receiver._withUnsafeGuaranteedRef { $0.characters(text) }
    }
}
