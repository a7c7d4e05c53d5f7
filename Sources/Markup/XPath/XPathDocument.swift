import CLibXML2
import Glibc

/// Evaluates XPath expressions over a tree, by libxml2: its nodes are copied into a document of libxml2, each with its place in the tree.
package final class XPathDocument {
    /// What an expression selects or computes.
    package enum Value: Sendable, Hashable {
        /// An element or a text, by its node.
        case node(Int)
        /// The value of an attribute, a string, a number or a truth value.
        case text(String)
    }

    package let tree: HTMLTree
    private let document: xmlDocPtr?
    private let context: xmlXPathContextPtr?
    /// The node of libxml2 of each node of the tree.
    private let nodes: [xmlNodePtr?]
    /// The greatest number of steps that libxml2 takes for all expressions together: about a second. Those that need more select nothing.
    package static let mostOperations: UInt = 20_000_000
    /// Whether an expression needed more operations.
    package private(set) var isExhausted = false

    package init(_ tree: HTMLTree, operations: UInt = mostOperations) {
        self.tree = tree
        document = htmlNewDocNoDtD(nil, nil)
        nodes = document.map { Self.copy(tree, into: $0) } ?? []
        if let document { _ = xmlXPathOrderDocElems(document) }
        context = xmlXPathNewContext(document)
        context?.pointee.opLimit = operations
        context?.pointee.error = { _, _ in }
    }

    deinit {
        if let context { xmlXPathFreeContext(context) }
        if let document { xmlFreeDoc(document) }
    }

    /// The values of an expression in document order, from a node of the tree; nil is the document. A path with `tbody` that selects nothing is
    /// evaluated without it.
    package func evaluate(_ query: XPathQuery, from node: Int? = nil) -> [Value] {
        let values = evaluateOnce(query, from: node)
        guard values.isEmpty, let shorter = query.withoutTableBodies else { return values }
        return evaluateOnce(shorter, from: node)
    }

    private func evaluateOnce(_ query: XPathQuery, from node: Int?) -> [Value] {
        guard let context, let document, !isExhausted else { return [] }
        context.pointee.node = node.flatMap { nodes[$0] } ?? UnsafeMutableRawPointer(document).assumingMemoryBound(to: xmlNode.self)
        guard let result = xmlXPathEvalExpression(query.text, context) else {
            isExhausted = context.pointee.opLimit > 0 && context.pointee.opCount >= context.pointee.opLimit
            return []
        }
        defer { xmlXPathFreeObject(result) }
        switch result.pointee.type {
        case XPATH_NODESET: return values(of: result.pointee.nodesetval)
        case XPATH_STRING, XPATH_NUMBER, XPATH_BOOLEAN:
            guard let text = xmlXPathCastToString(result) else { return [] }
            defer { free(text) }
            return [.text(String(cString: text))]
        default: return []
        }
    }

    private func values(of set: xmlNodeSetPtr?) -> [Value] {
        guard let set, set.pointee.nodeNr > 0, set.pointee.nodeTab != nil else { return [] }
        xmlXPathNodeSetSort(set)
        return (0..<Int(set.pointee.nodeNr)).compactMap { index in
            guard let node = set.pointee.nodeTab[index] else { return nil }
            switch node.pointee.type {
            case XML_ELEMENT_NODE, XML_TEXT_NODE: return Self.place(of: node).map { .node($0) }
            case XML_ATTRIBUTE_NODE:
                guard let text = xmlNodeGetContent(node) else { return nil }
                defer { free(text) }
                return .text(String(cString: text))
            default: return nil
            }
        }
    }

    // MARK: The copy

    /// `_private` holds the place in the tree plus 1.
    private static func place(of node: xmlNodePtr) -> Int? {
        let place = Int(bitPattern: node.pointee._private)
        return place > 0 ? place - 1 : nil
    }

    private static func copy(_ tree: HTMLTree, into document: xmlDocPtr) -> [xmlNodePtr?] {
        var copies: [xmlNodePtr?] = []
        copies.reserveCapacity(tree.nodes.count)
        let root = UnsafeMutableRawPointer(document).assumingMemoryBound(to: xmlNode.self)
        for (index, node) in tree.nodes.enumerated() {
            let copy: xmlNodePtr?
            if node.isText {
                let text = tree.text(index)
                copy = xmlNewDocTextLen(document, text.baseAddress, Int32(truncatingIfNeeded: text.count))
            } else {
                let name = tree.name(index)
                copy = xmlNewDocNode(document, nil, name.isEmpty ? "unknown" : name, nil)
            }
            copies.append(copy)
            guard let copy else { continue }
            copy.pointee._private = UnsafeMutableRawPointer(bitPattern: index + 1)
            guard let parent = node.parent < 0 ? root : copies[Int(node.parent)] else { continue }
            link(copy, to: parent)
            tree.forEachAttribute(index) { name, value in
                _ = xmlNewProp(copy, String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
            }
        }
        return copies
    }

    /// Not `xmlAddChild`, which merges and frees texts.
    private static func link(_ node: xmlNodePtr, to parent: xmlNodePtr) {
        node.pointee.parent = parent
        if let last = parent.pointee.last {
            last.pointee.next = node
            node.pointee.prev = last
        } else {
            parent.pointee.children = node
        }
        parent.pointee.last = node
    }
}
