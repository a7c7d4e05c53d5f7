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
        /// For an element of another name than those of ``HTMLElement``, its place in `foreignNames` plus 1; 0 where the name was not kept.
        var foreignName: UInt16 = 0
    }

    /// What a tree keeps of a document.
    package enum Keeping {
        /// What readers need: the elements of HTML by name, and no `data-` attributes but those that hold addresses of images.
        case readable
        /// All names and attributes except event handlers, as selectors ask for them.
        case everything
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
    /// The names of the elements that are not in ``HTMLElement``, in lower case, each once.
    private let foreignNames: [String]
    /// Whether the tree contains the whole document. The number of nodes and the depth are limited. False for a tree that libxml2 parsed,
    /// where it is not known.
    package let isWhole: Bool

    /// Parses a document with libxml2.
    /// - Parameter bytes: The document in UTF-8, without a NUL.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, keeping: Keeping = .readable) {
        let builder = HTMLTreeBuilder(capacity: bytes.count, keeping: keeping)
        builder.parse(bytes)
        nodes = builder.finish()
        attributes = builder.attributes
        storage = builder.takeStorage()
        foreignNames = builder.foreignNames
        isWhole = false
    }

    /// Parses sanitized HTML.
    /// - Parameter html: The output of ``HTMLSanitizer``. Other HTML does no harm, but is not parsed by HTML's rules.
    package init(safe html: UnsafeBufferPointer<UInt8>) {
        var reader = SanitizedHTMLReader(html)
        reader.read()
        isWhole = reader.isWhole
        foreignNames = []
        (nodes, attributes, storage) = reader.finish()
    }

    /// A copy of a tree without some of its nodes.
    /// - Parameter removed: The nodes that are left out with their descendants, in document order.
    package init(_ tree: HTMLTree, without removed: [Int]) {
        var kept: [Node] = []
        kept.reserveCapacity(tree.nodes.count)
        // The new place of each node; for a removed one, that of the next node that is kept.
        var places = [Int32](repeating: 0, count: tree.nodes.count + 1)
        var pending = removed[...]
        var removedEnd = 0
        for (index, node) in tree.nodes.enumerated() {
            places[index] = Int32(truncatingIfNeeded: kept.count)
            while let next = pending.first, next <= index {
                removedEnd = max(removedEnd, Int(tree.nodes[next].end))
                pending.removeFirst()
            }
            if index < removedEnd { continue }
            kept.append(node.moved(toParent: node.parent < 0 ? -1 : places[Int(node.parent)]))
        }
        places[tree.nodes.count] = Int32(truncatingIfNeeded: kept.count)
        var place = 0
        for index in tree.nodes.indices where place < kept.count && Int(places[index]) == place && places[index + 1] > places[index] {
            kept[place].end = places[Int(tree.nodes[index].end)]
            place += 1
        }
        nodes = kept
        attributes = tree.attributes
        foreignNames = tree.foreignNames
        isWhole = tree.isWhole
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, tree.storage.count))
        _ = copy.initialize(from: tree.storage)
        storage = UnsafeBufferPointer(copy)
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

    /// The value of an attribute; nil where the element does not have it. The bytes are valid as long as the tree exists.
    /// - Parameter name: In lower case.
    package func attribute(_ index: Int, named name: [UInt8]) -> UnsafeBufferPointer<UInt8>? {
        let node = nodes[index]
        guard !node.isText else { return nil }
        for attribute in attributes[Int(node.start)..<Int(node.start &+ node.count)] where Int(attribute.nameCount) == name.count {
            if slice(attribute.name, attribute.nameCount).elementsEqual(name) { return slice(attribute.value, attribute.valueCount) }
        }
        return nil
    }

    /// The name of an element in lower case; empty for a text, and for an element whose name was not kept.
    package func name(_ index: Int) -> String {
        let node = nodes[index]
        if node.element != .unknown { return node.element.name }
        return node.foreignName > 0 ? foreignNames[Int(node.foreignName) - 1] : ""
    }

    /// What ``Node/foreignName`` is for a name; nil where no element has it.
    func foreignName(_ name: String) -> UInt16? {
        foreignNames.firstIndex(of: name).map { UInt16(truncatingIfNeeded: $0 + 1) }
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

extension HTMLTree.Node {
    fileprivate func moved(toParent parent: Int32) -> HTMLTree.Node {
        HTMLTree.Node(
            element: element, isText: isText, parent: parent, end: end, start: start, count: count, isHidden: isHidden,
            foreignName: foreignName)
    }
}
