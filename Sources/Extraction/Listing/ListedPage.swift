import Bytes
import Markup
import WebAddress

/// A web page whose items are read: its tree, its base, and what evaluates locators on it.
final class ListedPage {
    let tree: HTMLTree
    /// What references resolve against.
    let base: WebURL?
    private let selection: Selection
    private var document: XPathDocument?

    init(_ tree: HTMLTree, url: String?) {
        self.tree = tree
        selection = Selection(tree)
        var base = url.flatMap { WebURL($0) }
        for (index, node) in tree.nodes.enumerated() where node.element == .base {
            if let href = tree.attribute(index, "href"), let url = WebURL.base(href, against: base) { base = url }
            break
        }
        self.base = base
    }

    /// Whether selectors needed more work than they may, so that values are missing.
    var isExhausted: Bool { selection.isExhausted || document?.isExhausted == true }

    /// What a locator leads to.
    enum Value {
        case node(Int)
        case text(String)
    }

    /// The values of a locator in an item, in document order.
    ///
    /// - Parameter limit: the node before which a search beside the item ends: the next item.
    func values(_ locator: Locator, in item: Int?, limit: Int? = nil) -> [Value] {
        switch locator.path {
        case .own: return item.map { [.node($0)] } ?? []
        case .selector(let selector):
            var found = selection.select(selector, in: item, scope: item, limit: limit)
            if found.isEmpty, let shorter = selector.withoutTableBodies {
                found = selection.select(shorter, in: item, scope: item, limit: limit)
            }
            return found.map { .node($0) }
        case .xpath(let query):
            let document = self.document ?? XPathDocument(tree)
            self.document = document
            return document.evaluate(query, from: item).map { value in
                switch value {
                case .node(let node): .node(node)
                case .text(let text): .text(text)
                }
            }
        }
    }

    func nodes(_ locator: Locator) -> [Int] {
        values(locator, in: nil).compactMap { if case .node(let node) = $0, !tree.nodes[node].isText { node } else { nil } }
    }

    /// The text of a node on one line; nil where there is none.
    func line(_ node: Int) -> String? { Self.line(readableText(node)) }

    static func line(_ text: String) -> String? {
        let line = HTMLText.line(plain: text)
        return line.isEmpty ? nil : line
    }

    /// The text of a node without scripts, and with spaces between blocks.
    private func readableText(_ node: Int) -> String {
        var bytes: [UInt8] = []
        var index = node
        while index < Int(tree.nodes[node].end) {
            let inner = tree.nodes[index]
            if inner.isText {
                bytes.append(contentsOf: tree.text(index))
            } else if index != node,
                inner.isHidden || inner.element == .script || inner.element == .style || inner.element == .template
                    || inner.element == .noscript
            {
                index = Int(inner.end)
                continue
            } else if inner.element.isBlock || inner.element == .br {
                bytes.append(UInt8(ascii: " "))
            }
            index += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A reference as an absolute URL; nil where it is none that can be fetched, or leads to a place within the page.
    func address(_ reference: String) -> String? {
        let trimmed = reference.unicodeScalars.drop { $0.value <= 0x20 }
        guard let first = trimmed.first, first != "#" else { return nil }
        guard let url = base.flatMap({ $0.resolving(String(trimmed)) }) ?? WebURL(String(trimmed)), url.isWeb else { return nil }
        return url.string
    }
}
