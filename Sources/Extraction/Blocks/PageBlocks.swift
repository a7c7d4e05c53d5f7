import Bytes
import Markup

/// A page divided into blocks: each block-level element, with the text directly inside it.
struct PageBlocks {
    struct Block {
        /// The index of its node in the tree.
        var node: Int
        var element: HTMLElement
        /// The index of the parent block; -1 for the first block.
        var parent: Int
        /// The index after the last block inside this one.
        var end: Int
        var depth: Int
        /// What `class`, `id` and roles say.
        var names: ClassNames = []
        var marks: Marks = []
        /// Figures of the text directly inside it.
        var own = TextFigures()
        /// Figures of all text inside it.
        var whole = TextFigures()
        /// Characters of all text before it.
        var before = 0
        var images = 0
        /// Number of form fields and buttons.
        var controls = 0
        /// Number of blocks inside it that have at least a paragraph of text.
        var paragraphs = 0
    }

    /// What attributes other than `class` and `id` say.
    struct Marks: OptionSet {
        let rawValue: UInt8

        static let articleBody = Marks(rawValue: 1 << 0)
        static let articleType = Marks(rawValue: 1 << 1)
        static let hidden = Marks(rawValue: 1 << 2)
        static let landmark = Marks(rawValue: 1 << 3)
        static let mainRole = Marks(rawValue: 1 << 4)
        static let ariaLabel = Marks(rawValue: 1 << 5)
    }

    private(set) var blocks: [Block] = []
    /// The heading that repeats the document's title, else its first `h1`; -1 if there is neither, or if only lengths were asked for.
    private(set) var title = -1
    /// For each node of the tree, the innermost block that contains it; -1 if there is none. The node of a block belongs to that block.
    private(set) var owners: [Int32] = []

    /// Which figures are computed.
    enum Figures {
        case all
        /// Only characters and links, which is several times as fast.
        case lengths
    }

    init(_ tree: HTMLTree, _ figures: Figures = .all) {
        let nodes = tree.nodes
        owners = [Int32](repeating: -1, count: nodes.count)
        let hasBlock = Self.containsBlock(tree)
        var linkEnd = 0
        var slantEnd = 0
        var boldEnd = 0
        var index = 0
        var open: [Int] = []
        var total = 0
        while index < nodes.count {
            let node = nodes[index]
            while let top = open.last, Int(nodes[blocks[top].node].end) <= index {
                blocks[top].end = blocks.count
                open.removeLast()
            }
            let current = open.last ?? -1
            if node.isText {
                owners[index] = Int32(truncatingIfNeeded: current)
                if current >= 0 {
                    let before = blocks[current].own.characters
                    switch figures {
                    case .all: blocks[current].own.add(tree.text(index), isLink: index < linkEnd)
                    case .lengths: blocks[current].own.addLength(tree.text(index), isLink: index < linkEnd)
                    }
                    let added = blocks[current].own.characters - before
                    total += added
                    if index < slantEnd { blocks[current].own.slanted += added }
                    if index < boldEnd { blocks[current].own.bold += added }
                }
                index += 1
                continue
            }
            if Self.isUnreadable(tree, index) {
                if current >= 0, node.element == .button || node.element == .select || node.element == .textarea || node.element == .input {
                    blocks[current].controls += 1
                }
                index = Int(node.end)
                continue
            }
            if node.element.isBlock || hasBlock[index] {
                var block = Block(node: index, element: node.element, parent: current, end: blocks.count + 1, depth: open.count)
                block.before = total
                Self.read(tree, index, &block)
                open.append(blocks.count)
                owners[index] = Int32(truncatingIfNeeded: blocks.count)
                blocks.append(block)
            } else {
                owners[index] = Int32(truncatingIfNeeded: current)
            }
            if node.element == .a {
                linkEnd = max(linkEnd, Int(node.end))
                if current >= 0 { blocks[current].own.links += 1 }
            }
            if node.element == .em || node.element == .i { slantEnd = max(slantEnd, Int(node.end)) }
            if node.element == .strong || node.element == .b { boldEnd = max(boldEnd, Int(node.end)) }
            if node.element == .img, current >= 0 { blocks[current].images += 1 }
            index += 1
        }
        for top in open { blocks[top].end = blocks.count }
        sum()
        if figures == .all { title = findTitle(tree) }
    }

    private func findTitle(_ tree: HTMLTree) -> Int {
        let node = tree.nodes.firstIndex { $0.element == .title && !$0.isText }
        let wanted = node.map { Self.letters(tree.textContent($0)) } ?? []
        var first = -1
        for (index, block) in blocks.enumerated() {
            guard block.element == .h1 || block.element == .h2 || block.element == .h3, block.whole.characters > 0 else { continue }
            let text = Self.letters(tree.textContent(block.node))
            if text.count >= 8, wanted.count >= 8, Self.contains(wanted, text) || Self.contains(text, wanted) { return index }
            if first < 0, block.element == .h1 { first = index }
        }
        return first
    }

    private static func letters(_ text: String) -> [UInt8] {
        text.lowercased().utf8.filter { $0 >= 0x80 || ASCII.isAlphanumeric($0) }
    }

    private static func contains(_ bytes: [UInt8], _ other: [UInt8]) -> Bool {
        guard bytes.count >= other.count, let first = other.first else { return false }
        for start in 0...(bytes.count - other.count) where bytes[start] == first {
            if bytes[start..<(start + other.count)].elementsEqual(other) { return true }
        }
        return false
    }

    /// Whether a node is hidden or for programs, and not for readers. A `noscript` that was never closed and contains the whole page is treated as
    /// if it were absent.
    static func isUnreadable(_ tree: HTMLTree, _ index: Int) -> Bool {
        let node = tree.nodes[index]
        if node.isHidden { return true }
        guard node.element.isUnreadable else { return false }
        return node.element != .noscript || (Int(node.end) - index) * 3 < tree.nodes.count
    }

    /// For each node, whether there is a block inside it.
    private static func containsBlock(_ tree: HTMLTree) -> [Bool] {
        var contains = [Bool](repeating: false, count: tree.nodes.count)
        for index in tree.nodes.indices.reversed() {
            let node = tree.nodes[index]
            if node.parent >= 0, contains[index] || !node.isText && node.element.isBlock { contains[Int(node.parent)] = true }
        }
        return contains
    }

    private mutating func sum() {
        for index in blocks.indices.reversed() {
            blocks[index].whole.add(blocks[index].own)
            if blocks[index].own.isParagraph { blocks[index].paragraphs += 1 }
            let parent = blocks[index].parent
            guard parent >= 0 else { continue }
            blocks[parent].whole.add(blocks[index].whole)
            blocks[parent].images += blocks[index].images
            blocks[parent].controls += blocks[index].controls
            blocks[parent].paragraphs += blocks[index].paragraphs
        }
    }

    private static func read(_ tree: HTMLTree, _ index: Int, _ block: inout Block) {
        var names: ClassNames = []
        var marks: Marks = []
        tree.forEachAttribute(index) { name, value in
            switch name.count {
            case 2 where name.elementsEqual("id".utf8): names.formUnion(ClassNames(value))
            case 5 where name.elementsEqual("class".utf8): names.formUnion(ClassNames(value))
            case 5 where name.elementsEqual("style".utf8):
                let style = value.filter { $0 > 0x20 }
                if contains(style, "display:none") || contains(style, "visibility:hidden") { marks.insert(.hidden) }
            case 6 where name.elementsEqual("hidden".utf8): marks.insert(.hidden)
            case 4 where name.elementsEqual("role".utf8):
                switch String(decoding: value, as: UTF8.self).lowercased() {
                case "main", "article": marks.insert(.mainRole)
                case "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog", "alert", "alertdialog",
                    "tablist",
                    "toolbar", "button":
                    marks.insert(.landmark)
                default: break
                }
            case 8 where name.elementsEqual("itemprop".utf8):
                switch String(decoding: value, as: UTF8.self) {
                case "articleBody", "text", "reviewBody": marks.insert(.articleBody)
                case "comment": names.insert(.comment)
                case "author", "publisher": names.insert(.author)
                case "datePublished", "dateModified": names.insert(.meta)
                case "keywords", "articleSection": names.insert(.tags)
                case "description": names.insert(.lead)
                default: break
                }
            case 8 where name.elementsEqual("itemtype".utf8):
                let type = String(decoding: value, as: UTF8.self)
                if type.hasSuffix("Article") || type.hasSuffix("BlogPosting") { marks.insert(.articleType) }
                if type.hasSuffix("Comment") || type.hasSuffix("UserComments") { names.insert(.comment) }
            default: break
            }
        }
        block.names = names
        block.marks = marks
    }

    private static func contains(_ bytes: [UInt8], _ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        for start in 0...(bytes.count - length) {
            var index = 0
            while index < length, bytes[start + index] | 0x20 == text.utf8Start[index] | 0x20 { index += 1 }
            if index == length { return true }
        }
        return false
    }
}
