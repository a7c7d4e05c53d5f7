import Markup

/// Writes the blocks of a page that belong to the article as HTML, unsanitized.
struct ArticleMarkup {
    private let tree: HTMLTree
    private let page: PageBlocks
    private let labels: [Bool]
    private var output: [UInt8] = []

    init(_ tree: HTMLTree, _ page: PageBlocks, _ labels: [Bool]) {
        self.tree = tree
        self.page = page
        self.labels = labels
    }

    mutating func write() -> String {
        output.reserveCapacity(16_384)
        var open: [(end: Int, element: HTMLElement)] = []
        var index = 0
        /// The position in the source up to which everything has been written.
        var forced = 0
        while index < tree.nodes.count {
            let node = tree.nodes[index]
            close(&open, upTo: index)
            let owner = Int(page.owners[index])
            let isInside = index < forced || owner >= 0 && labels[owner]
            if node.isText {
                if isInside { writeText(index) }
                index += 1
                continue
            }
            if PageBlocks.isUnreadable(tree, index) {
                let parent = node.parent >= 0 ? Int(page.owners[Int(node.parent)]) : -1
                guard Self.isMedia(node.element), !node.isHidden, parent >= 0, labels[parent] else {
                    index = Int(node.end)
                    continue
                }
                forced = max(forced, Int(node.end))
            } else if !isInside {
                index += 1
                continue
            }
            writeStartTag(index)
            if Self.isVoid(node.element) || node.element == .unknown {
                index += 1
            } else {
                open.append((Int(node.end), node.element))
                index += 1
            }
        }
        close(&open, upTo: Int.max)
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func close(_ open: inout [(end: Int, element: HTMLElement)], upTo index: Int) {
        while let last = open.last, last.end <= index {
            output.append(contentsOf: "</".utf8)
            output.append(contentsOf: last.element.name.utf8)
            output.append(UInt8(ascii: ">"))
            open.removeLast()
        }
    }

    /// Elements of which the sanitizer keeps something, although their content is not for readers: a player leaves a link.
    private static func isMedia(_ element: HTMLElement) -> Bool {
        switch element {
        case .noscript, .video, .audio, .iframe, .embed: true
        default: false
        }
    }

    private static func isVoid(_ element: HTMLElement) -> Bool {
        switch element {
        case .br, .hr, .img, .wbr, .source, .col, .track, .param, .embed, .input: true
        default: false
        }
    }

    private mutating func writeText(_ index: Int) {
        let text = tree.text(index)
        var written = 0
        for (place, byte) in text.enumerated() where byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[written..<place]))
            output.append(contentsOf: byte == UInt8(ascii: "<") ? "&lt;".utf8 : "&amp;".utf8)
            written = place + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[written...]))
    }

    /// Elements that are tracking pixels where their style makes them small.
    private static func isSized(_ element: HTMLElement) -> Bool {
        switch element {
        case .img, .iframe, .embed, .object, .video: true
        default: false
        }
    }

    private mutating func writeStartTag(_ index: Int) {
        let element = tree.nodes[index].element
        guard element != .unknown else { return }
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: element.name.utf8)
        // Leaves out presentational attributes and script hooks, except those by which the sanitizer recognises tracking pixels and
        // languages of code. What is hidden has been left out already.
        var attributes: [UInt8] = []
        tree.forEachAttribute(index) { name, value in
            if name.count == 5, name.elementsEqual("class".utf8), element != .code, element != .pre { return }
            if name.count == 2 || name.first == UInt8(ascii: "o") && name.count > 4 { return }
            if name.count == 5, name.elementsEqual("style".utf8), !Self.isSized(element) { return }
            if name.count == 6, name.elementsEqual("hidden".utf8) { return }
            guard name.allSatisfy({ $0 &- 0x61 < 26 || $0 == UInt8(ascii: "-") }) else { return }
            attributes.append(UInt8(ascii: " "))
            attributes.append(contentsOf: name)
            attributes.append(contentsOf: "=\"".utf8)
            for byte in value {
                switch byte {
                case UInt8(ascii: "\""): attributes.append(contentsOf: "&quot;".utf8)
                case UInt8(ascii: "&"): attributes.append(contentsOf: "&amp;".utf8)
                default: attributes.append(byte)
                }
            }
            attributes.append(UInt8(ascii: "\""))
        }
        output.append(contentsOf: attributes)
        output.append(UInt8(ascii: ">"))
    }
}
