import Bytes
import CLibXML2
import Glibc

/// Builds the nodes of an ``HTMLTree`` from the events of libxml2's HTML parser.
final class HTMLTreeBuilder {
    private var nodes: [HTMLTree.Node] = []
    private(set) var attributes: [HTMLTree.Attribute] = []
    /// The bytes of all texts and attributes.
    private var storage: ByteBuffer
    /// The stack of open elements, as indices of nodes.
    private var open: [Int32] = []
    /// The open elements in which text is invisible because of its size.
    private var invisible: [Int32] = []
    private let names = HTMLElement.named
    private let keepsEverything: Bool
    /// The names of the elements that are not in ``HTMLElement``, each once, and their places in it plus 1.
    private(set) var foreignNames: [String] = []
    private var foreignPlaces: [String: UInt16] = [:]
    /// The names of further elements are not kept: no page has that many, and each costs memory.
    private static let mostForeignNames = 4096
    private var parser: htmlParserCtxtPtr?
    /// Parsing stops at an element beyond this number of nodes.
    private static let mostNodes = 200_000
    /// Parsing stops at an element nested deeper than this.
    private static let deepest = 1024

    init(capacity: Int, keeping: HTMLTree.Keeping) {
        keepsEverything = keeping == .everything
        storage = ByteBuffer(capacity: capacity)
        nodes.reserveCapacity(4096)
        attributes.reserveCapacity(4096)
    }

    func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let fewer = SurplusAttributes.removed(from: bytes) {
            fewer.withUnsafeBufferPointer(parseBounded)
        } else {
            parseBounded(bytes)
        }
    }

    /// - Parameter bytes: a document without ``SurplusAttributes``.
    private func parseBounded(_ bytes: UnsafeBufferPointer<UInt8>) {
        // Nodes hold offsets in 32 bits.
        guard let start = bytes.baseAddress, bytes.count > 0, bytes.count < 1 << 29, let parser = htmlNewParserCtxt() else { return }
        defer { htmlFreeParserCtxt(parser) }
        self.parser = parser
        var handler = htmlSAXHandler()
        handler.startElement = { context, name, attributes in
            HTMLTreeBuilder.of(context)?.startElement(name, attributes)
        }
        handler.endElement = { context, _ in HTMLTreeBuilder.of(context)?.endElement() }
        handler.characters = { context, text, count in HTMLTreeBuilder.of(context)?.characters(text, count) }
        handler.ignorableWhitespace = { context, text, count in HTMLTreeBuilder.of(context)?.characters(text, count) }
        handler.cdataBlock = { context, text, count in HTMLTreeBuilder.of(context)?.characters(text, count) }
        handler.initialized = 1
        parser.pointee.sax.pointee = handler
        parser.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_IGNORE_ENC.rawValue
        let document = start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            htmlCtxtReadMemory(parser, $0, Int32(truncatingIfNeeded: bytes.count), nil, "utf-8", Int32(options))
        }
        if let document { xmlFreeDoc(document) }
        self.parser = nil
    }

    /// The builder that libxml2 passes back as the user data of an event. It outlives the parser.
    private static func of(_ context: UnsafeMutableRawPointer?) -> HTMLTreeBuilder? {
        context.map { Unmanaged<HTMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Closes all open elements and returns the nodes.
    func finish() -> [HTMLTree.Node] {
        while !open.isEmpty { endElement() }
        for index in nodes.indices where nodes[index].isHidden && (Int(nodes[index].end) - index) * 2 > nodes.count {
            nodes[index].isHidden = false
        }
        return nodes
    }

    /// A copy of the bytes that the nodes refer to, which the caller must deallocate.
    func takeStorage() -> UnsafeBufferPointer<UInt8> {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, storage.count))
        _ = copy.initialize(from: storage.bytes)
        return UnsafeBufferPointer(copy)
    }

    private func startElement(_ name: UnsafePointer<xmlChar>?, _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        guard let name else { return }
        if nodes.count >= Self.mostNodes || open.count >= Self.deepest {
            if let parser { xmlStopParser(parser) }
            return
        }
        let first = attributes.count
        var isHidden = false
        var isOpen = false
        var style: UnsafePointer<xmlChar>?
        if var pair = list {
            while let name = pair[0] {
                switch name[0] {
                case UInt8(ascii: "h"): if strcmp(name, "hidden") == 0 { isHidden = true }
                case UInt8(ascii: "o"): if strcmp(name, "open") == 0 { isOpen = true }
                case UInt8(ascii: "s"): if strcmp(name, "style") == 0 { style = pair[1] }
                default: break
                }
                if keepsEverything ? !Self.isEventHandler(name) : Self.isRead(name) {
                    let value = pair[1]
                    let nameCount = strlen(name)
                    let valueCount = value.map { strlen($0) } ?? 0
                    let start = storage.count
                    storage.append(name, nameCount)
                    if let value { storage.append(value, valueCount) }
                    attributes.append(
                        HTMLTree.Attribute(
                            name: Int32(truncatingIfNeeded: start), nameCount: Int32(truncatingIfNeeded: nameCount),
                            value: Int32(truncatingIfNeeded: start &+ nameCount), valueCount: Int32(truncatingIfNeeded: valueCount)))
                }
                pair += 2
            }
        }
        var packed = PackedName()
        var at = name
        while at.pointee != 0 {
            packed.append(at.pointee)
            at += 1
        }
        let index = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(
            HTMLTree.Node(
                element: names[packed] ?? .unknown, isText: false, parent: open.last ?? -1, end: index &+ 1,
                start: Int32(truncatingIfNeeded: first), count: Int32(truncatingIfNeeded: attributes.count &- first)))
        if keepsEverything, nodes[Int(index)].element == .unknown { nodes[Int(index)].foreignName = foreignName(name) }
        if nodes[Int(index)].element == .dialog, !isOpen { isHidden = true }
        if let style { readStyle(UnsafeBufferPointer(start: style, count: strlen(style)), index, &isHidden) }
        nodes[Int(index)].isHidden = isHidden
        open.append(index)
    }

    private func readStyle(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int32, _ isHidden: inout Bool) {
        guard let style = InlineStyle(bytes, isTextInvisible: !invisible.isEmpty) else { return }
        if style.hiding == .absent || style.hiding == .unseen { isHidden = true }
        switch style.fontSize {
        case .invisible: invisible.append(index)
        case .visible: invisible.removeAll()
        case nil: break
        }
    }

    /// Whether an attribute is kept: all but event handlers and `data-` attributes. Of the latter, `data-src…`, `data-lazy…` and
    /// `data-original…` are kept (by their first letter), which hold the URLs of lazily loaded images.
    private static func isRead(_ name: UnsafePointer<xmlChar>) -> Bool {
        if isEventHandler(name) { return false }
        guard name[0] == UInt8(ascii: "d"), name[1] == UInt8(ascii: "a"), name[2] == UInt8(ascii: "t"), name[3] == UInt8(ascii: "a") else {
            return true
        }
        guard name[4] == UInt8(ascii: "-") else { return true }
        return name[5] == UInt8(ascii: "s") || name[5] == UInt8(ascii: "l") || name[5] == UInt8(ascii: "o")
    }

    @inline(__always)
    private static func isEventHandler(_ name: UnsafePointer<xmlChar>) -> Bool {
        name[0] == UInt8(ascii: "o") && name[1] == UInt8(ascii: "n")
    }

    private func foreignName(_ bytes: UnsafePointer<xmlChar>) -> UInt16 {
        let name = String(cString: bytes).lowercased()
        if let place = foreignPlaces[name] { return place }
        guard foreignNames.count < Self.mostForeignNames else { return 0 }
        foreignNames.append(name)
        let place = UInt16(truncatingIfNeeded: foreignNames.count)
        foreignPlaces[name] = place
        return place
    }

    private func endElement() {
        guard let index = open.popLast() else { return }
        nodes[Int(index)].end = Int32(truncatingIfNeeded: nodes.count)
        if invisible.last == index {
            // No element in it has text that can be seen.
            invisible.removeLast()
            nodes[Int(index)].isHidden = true
        }
    }

    private func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int32) {
        guard let text, count > 0, let parent = open.last else { return }
        let start = Int32(truncatingIfNeeded: storage.count)
        storage.append(text, Int(count))
        let last = nodes.count &- 1
        if nodes[last].isText, nodes[last].parent == parent, nodes[last].start &+ nodes[last].count == start {
            nodes[last].count &+= count
        } else if nodes.count < Self.mostNodes {
            let index = Int32(truncatingIfNeeded: nodes.count)
            nodes.append(HTMLTree.Node(element: .unknown, isText: true, parent: parent, end: index &+ 1, start: start, count: count))
        }
    }
}
