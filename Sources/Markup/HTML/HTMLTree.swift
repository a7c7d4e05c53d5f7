import CLibXML2
import Glibc

/// A document's elements and texts in document order, in one flat array: as libxml2's HTML parser reads it, or as it stands where it is safe.
///
/// It is built from the parser's events: libxml2's own tree costs an allocation a node, and as much time again as parsing.
package final class HTMLTree {
    package struct Node {
        /// `unknown` for a text.
        package let element: HTMLElement
        package let isText: Bool
        /// Index of the parent, -1 at the root.
        package let parent: Int32
        /// Behind the last node inside this one.
        package internal(set) var end: Int32
        /// Of a text its bytes in `storage`, of an element its attributes in `attributes`.
        let start: Int32
        var count: Int32
    }

    struct Attribute {
        var name: Int32
        var nameCount: Int32
        var value: Int32
        var valueCount: Int32
    }

    package let nodes: [Node]
    private let attributes: [Attribute]
    private let storage: UnsafeBufferPointer<UInt8>
    /// Whether all of the document is in it: a tree has bounds, in breadth and in depth. Only of safe markup it is known.
    package let isWhole: Bool

    /// - Parameter bytes: The document in UTF-8, without a NUL.
    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let builder = HTMLTreeBuilder(capacity: bytes.count)
        builder.parse(bytes)
        nodes = builder.finish()
        attributes = builder.attributes
        storage = builder.takeStorage()
        isWhole = false
    }

    /// - Parameter html: What `HTMLCleaner` wrote. Anything else is read without harm, and as well as may be.
    package init(safe html: UnsafeBufferPointer<UInt8>) {
        var reader = SafeHTMLReader(html)
        reader.read()
        isWhole = reader.isWhole
        (nodes, attributes, storage) = reader.finish()
    }

    deinit {
        storage.deallocate()
    }

    /// The bytes of a text, in UTF-8; they live as long as the tree.
    package func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let node = nodes[index]
        return node.isText ? slice(node.start, node.count) : UnsafeBufferPointer(start: nil, count: 0)
    }

    /// Calls `body` with each attribute of an element: its name and its value in UTF-8. Scripts' hooks are not among them.
    package func forEachAttribute(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Void) {
        let node = nodes[index]
        guard !node.isText else { return }
        for attribute in attributes[Int(node.start)..<Int(node.start &+ node.count)] {
            body(slice(attribute.name, attribute.nameCount), slice(attribute.value, attribute.valueCount))
        }
    }

    /// The value of an attribute, nil if the element does not have it.
    package func attribute(_ index: Int, _ name: StaticString) -> String? {
        let node = nodes[index]
        guard !node.isText else { return nil }
        for attribute in attributes[Int(node.start)..<Int(node.start &+ node.count)]
        where Int(attribute.nameCount) == name.utf8CodeUnitCount {
            if let start = slice(attribute.name, attribute.nameCount).baseAddress,
                memcmp(start, name.utf8Start, name.utf8CodeUnitCount) == 0
            {
                return String(decoding: slice(attribute.value, attribute.valueCount), as: UTF8.self)
            }
        }
        return nil
    }

    /// All text inside a node, as it stands.
    package func textContent(_ index: Int) -> String {
        var bytes: [UInt8] = []
        for inner in index..<Int(nodes[index].end) where nodes[inner].isText { bytes.append(contentsOf: text(inner)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func slice(_ start: Int32, _ count: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: storage[Int(start)..<Int(start &+ count)])
    }
}

/// Takes the parser's events.
private final class HTMLTreeBuilder {
    private var nodes: [HTMLTree.Node] = []
    private(set) var attributes: [HTMLTree.Attribute] = []
    private var storage: ByteBuffer
    /// The elements that are open, innermost last.
    private var open: [Int32] = []
    private let names = HTMLElement.named
    private var parser: htmlParserCtxtPtr?
    /// Documents with more are cut off.
    private static let mostNodes = 200_000
    /// What is nested deeper is cut off.
    private static let deepest = 1024

    init(capacity: Int) {
        storage = ByteBuffer(capacity: capacity)
        nodes.reserveCapacity(4096)
        attributes.reserveCapacity(4096)
    }

    func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
        // The tree counts in 32 bits.
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

    /// The context that libxml2 hands back is this object, which outlives the parsing.
    private static func of(_ context: UnsafeMutableRawPointer?) -> HTMLTreeBuilder? {
        context.map { Unmanaged<HTMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    func finish() -> [HTMLTree.Node] {
        while !open.isEmpty { endElement() }
        return nodes
    }

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
        if var pair = list {
            while let name = pair[0] {
                if Self.isRead(name) {
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
        open.append(index)
    }

    /// Not event handlers, and of `data-` attributes only those that hold what is loaded later.
    private static func isRead(_ name: UnsafePointer<xmlChar>) -> Bool {
        if name[0] == UInt8(ascii: "o"), name[1] == UInt8(ascii: "n") { return false }
        guard name[0] == UInt8(ascii: "d"), name[1] == UInt8(ascii: "a"), name[2] == UInt8(ascii: "t"), name[3] == UInt8(ascii: "a") else {
            return true
        }
        guard name[4] == UInt8(ascii: "-") else { return true }
        return name[5] == UInt8(ascii: "s") || name[5] == UInt8(ascii: "l") || name[5] == UInt8(ascii: "o")
    }

    private func endElement() {
        guard let index = open.popLast() else { return }
        nodes[Int(index)].end = Int32(truncatingIfNeeded: nodes.count)
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
