import Markup

extension ArticleBlocks {
    /// Length of all text.
    var characters: Int { page.blocks.reduce(0) { $0 + $1.own.characters } }

    /// Length of the text directly inside the given blocks.
    func characters(of blocks: Set<Int>) -> Int { blocks.reduce(0) { $0 + page.blocks[$1].own.characters } }

    /// The article without the given blocks, and without elements that contained nothing else.
    ///
    /// - Parameter base: the URL against which relative URLs are resolved.
    func without(_ dropped: Set<Int>, base: String?) -> SanitizedHTML {
        var labels = [Bool](repeating: true, count: page.blocks.count)
        for block in dropped { labels[block] = false }
        dropEmptied(&labels)
        var markup = ArticleMarkup(tree, page, labels)
        return HTMLSanitizer(base: base).sanitize(markup.write())
    }

    private func dropEmptied(_ labels: inout [Bool]) {
        let page = page.blocks
        for index in page.indices.reversed() where labels[index] && page[index].own.characters == 0 && page[index].end > index + 1 {
            let inside = (index + 1)..<page[index].end
            if inside.contains(where: { !labels[$0] }), inside.allSatisfy({ !labels[$0] || page[$0].whole.characters == 0 }),
                !showsSomething(page[index].node)
            {
                labels[index] = false
            }
        }
    }

    /// Whether there is a picture, a player or the like.
    private func showsSomething(_ node: Int) -> Bool {
        tree.nodes[node..<Int(tree.nodes[node].end)].contains { inner in
            guard !inner.isText else { return false }
            switch inner.element {
            case .img, .audio, .video, .math: return true
            default: return false
            }
        }
    }
}
