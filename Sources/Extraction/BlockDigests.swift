import Markup

/// A digest of the text of each block, the same for the same words however they are spaced, on any page.
struct BlockDigests {
    private let page: PageBlocks
    /// 0 for a block of too little text to be told by it.
    private var digests: [UInt64]
    private static let fewestCharacters = 12

    init(_ tree: HTMLTree, _ page: PageBlocks) {
        self.page = page
        digests = [UInt64](repeating: 0xCBF2_9CE4_8422_2325, count: page.blocks.count)
        for (index, node) in tree.nodes.enumerated() where node.isText {
            let owner = Int(page.owners[index])
            guard owner >= 0 else { continue }
            var digest = digests[owner]
            for byte in tree.text(index) where byte > 0x20 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
            digests[owner] = digest
        }
        for index in digests.indices where page.blocks[index].own.characters < Self.fewestCharacters { digests[index] = 0 }
    }

    /// The digests of the blocks that are inside, in the page's order.
    func values(_ labels: [Bool]) -> [UInt64] {
        digests.indices.filter { labels[$0] && digests[$0] != 0 }.map { digests[$0] }
    }

    /// Takes blocks out whose digests are among `repeated`; unless they are most of the article, which is then the same article again.
    func leaveOut(_ repeated: Set<UInt64>, _ labels: inout [Bool]) {
        guard !repeated.isEmpty else { return }
        var total = 0
        var found: [Int] = []
        for index in digests.indices where labels[index] {
            total += page.blocks[index].own.characters
            if repeated.contains(digests[index]) { found.append(index) }
        }
        let characters = found.reduce(0) { $0 + page.blocks[$1].own.characters }
        guard characters * 2 < total else { return }
        for index in found { labels[index] = false }
    }
}
