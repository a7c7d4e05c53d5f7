internal import CLibXML2

/// XML as a stream: libxml2's SAX events over a document in memory, without anything that reaches outside the document.
///
/// Malformed documents are read as far as they can be; what was mended is in ``Reading/repairs``.
public enum XMLStream {
    /// Elements nested deeper than this end the stream.
    public static let maximumDepth = 256

    public enum Outcome: Sendable, Equatable {
        /// The root element was closed.
        case complete
        /// The receiver ended the stream.
        case stopped
        /// The document ended before its root element did.
        case truncated
    }

    public enum Failure: Error, Sendable {
        case tooDeep
        /// The document's own entities expand to more than a megabyte.
        case entityBomb
        case outOfMemory
    }

    public struct Reading: Sendable {
        public var outcome: Outcome
        public var repairs: XMLRepairs
    }

    /// Reports `document` to `receiver`.
    ///
    /// - Parameters:
    ///   - document: UTF-8 without control characters, beginning with the root element's tag (see ``XMLProlog``).
    ///   - entities: what the document's own DTD declares.
    ///   - unnestable: local names of elements that never stand inside their like: an open one is closed first.
    public static func parse(
        _ document: UnsafeBufferPointer<UInt8>, entities: XMLEntities, unnestable: [StaticString] = [], into receiver: XMLReceiver
    ) throws(Failure) -> Reading {
        let skeleton = try XMLSkeleton(document, entities: entities, unnestable: unnestable)
        let session = XMLSession(document: document, decoded: skeleton.decoded.bytes, sections: skeleton.sections, receiver: receiver)
        let outcome = session.run(skeleton.markup.bytes)
        let repairs = skeleton.repairs
        guard let outcome else { throw .outOfMemory }
        return Reading(outcome: outcome, repairs: repairs)
    }
}

/// One run of libxml2's parser over a skeleton, its texts put back in their places.
private final class XMLSession {
    private let document: UnsafeBufferPointer<UInt8>
    private let decoded: UnsafeBufferPointer<UInt8>
    private let sections: [XMLSkeleton.Section]
    private let receiver: Unmanaged<XMLReceiver>
    private var context: xmlParserCtxtPtr?
    // Every event reads and writes these; no access to them overlaps another.
    @exclusivity(unchecked) private var nextSection = 0
    @exclusivity(unchecked) private var depth = 0
    @exclusivity(unchecked) private var hasStopped = false
    @exclusivity(unchecked) private var rootClosed = false

    init(
        document: UnsafeBufferPointer<UInt8>, decoded: UnsafeBufferPointer<UInt8>, sections: [XMLSkeleton.Section], receiver: XMLReceiver
    ) {
        self.document = document
        self.decoded = decoded
        self.sections = sections
        // The caller holds the receiver for as long as the run lasts.
        self.receiver = .passUnretained(receiver)
    }

    /// - Parameter markup: NUL-terminated.
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
        // The same function for both spares libxml2 from telling them apart.
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = { session, _, _ in XMLSession.enter(session) { $0.section() } }
        handler.serror = { _, _ in }
        context.pointee.sax.pointee = handler
        // No entity is left to replace but XML's own five, which libxml2 would else leave as references in attributes.
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue
            | XML_PARSE_NOENT.rawValue
        _ = xmlCtxtUseOptions(context, Int32(options))
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()

        // An input without a buffer: libxml2 2.9 moves the reading place of a static buffer wrongly.
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
        let name = XMLName(local: local, prefix: prefix, namespace: namespace)
        let more = receiver._withUnsafeGuaranteedRef { $0.startElement(name, XMLAttributes(base: attributes, count: count)) }
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

    /// The skeleton's empty CDATA sections stand for its texts, in order.
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
