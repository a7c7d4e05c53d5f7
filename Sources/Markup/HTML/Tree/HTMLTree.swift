import Glibc

/// The elements and texts of an HTML document in one flat array (an arena), in document order.
///
/// It is built from the SAX events of libxml2's HTML parser, or by ``SanitizedHTMLReader`` from sanitized HTML. libxml2's own tree would
/// need one allocation per node, and building it takes as long as parsing.
package final class HTMLTree {
    /// An element or a text.
    package struct Node {
        /// `unknown` for a text.
        package let element: HTMLElement
        package let isText: Bool
        /// The index of the parent; -1 for the root.
        package let parent: Int32
        /// The index after the last descendant.
        package internal(set) var end: Int32
        /// For a text, the place of its bytes in `storage`; for an element, the place of its attributes in `attributes`.
        let start: Int32
        var count: Int32
        /// Whether it is an element that is hidden with everything in it (``InlineStyle``). An element with more than half of the document's
        /// nodes in it is not: a script shows it.
        package internal(set) var isHidden = false
    }

    /// The places of an attribute's name and value in `storage`.
    struct Attribute {
        var name: Int32
        var nameCount: Int32
        var value: Int32
        var valueCount: Int32
    }

    /// All nodes in document order: the descendants of node `i` are `i + 1 ..< nodes[i].end`.
    package let nodes: [Node]
    private let attributes: [Attribute]
    private let storage: UnsafeBufferPointer<UInt8>
    /// Whether the tree contains the whole document. The number of nodes and the depth are limited. False for a tree that libxml2 parsed,
    /// where it is not known.
    package let isWhole: Bool

    /// Parses a document with libxml2.
    /// - Parameter bytes: The document in UTF-8, without a NUL.
    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let builder = HTMLTreeBuilder(capacity: bytes.count)
        builder.parse(bytes)
        nodes = builder.finish()
        attributes = builder.attributes
        storage = builder.takeStorage()
        isWhole = false
    }

    /// Parses sanitized HTML.
    /// - Parameter html: The output of ``HTMLSanitizer``. Other HTML does no harm, but is not parsed by HTML's rules.
    package init(safe html: UnsafeBufferPointer<UInt8>) {
        var reader = SanitizedHTMLReader(html)
        reader.read()
        isWhole = reader.isWhole
        (nodes, attributes, storage) = reader.finish()
    }

    deinit {
        storage.deallocate()
    }

    /// The bytes of a text in UTF-8, empty for an element. They are valid as long as the tree exists.
    package func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let node = nodes[index]
        return node.isText ? slice(node.start, node.count) : UnsafeBufferPointer(start: nil, count: 0)
    }

    /// Calls `body` with the name and the value of each attribute of an element, in UTF-8. Event handlers (`on…`) are left out.
    package func forEachAttribute(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Void) {
        let node = nodes[index]
        guard !node.isText else { return }
        for attribute in attributes[Int(node.start)..<Int(node.start &+ node.count)] {
            body(slice(attribute.name, attribute.nameCount), slice(attribute.value, attribute.valueCount))
        }
    }

    /// The value of an attribute; nil where the element does not have it.
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

    /// The concatenated text of a node and its descendants, with its white space unchanged. Text in hidden descendants is left out.
    package func textContent(_ index: Int) -> String {
        var bytes: [UInt8] = []
        var inner = index
        while inner < Int(nodes[index].end) {
            let node = nodes[inner]
            if node.isText { bytes.append(contentsOf: text(inner)) }
            inner = node.isHidden && inner != index ? Int(node.end) : inner + 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func slice(_ start: Int32, _ count: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: storage[Int(start)..<Int(start &+ count)])
    }
}
