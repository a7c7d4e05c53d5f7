import Markup

/// Says of each block whether it is part of the article.
///
/// Every block has evidence of its own; the article beginning or ending between a block and the one around it costs something too.
/// The labelling that has the highest sum over the page is found exactly, from the leaves to the root and back (max-sum over a tree).
struct BlockModel {
    /// What speaks for each block being inside, for the article beginning at it, and for the article leaving it out.
    struct Evidence {
        var inside: Double
        var enter: Double
        var leave: Double
    }

    /// - Returns: For each block, whether it is inside.
    static func label(_ blocks: [PageBlocks.Block], _ evidence: [Evidence]) -> [Bool] {
        var inside = [Double](repeating: 0, count: blocks.count)
        var outside = [Double](repeating: 0, count: blocks.count)
        for index in blocks.indices.reversed() {
            inside[index] += evidence[index].inside
            let parent = blocks[index].parent
            guard parent >= 0 else { continue }
            inside[parent] += max(inside[index], outside[index] + evidence[index].leave)
            outside[parent] += max(outside[index], inside[index] + evidence[index].enter)
        }
        var labels = [Bool](repeating: false, count: blocks.count)
        for index in blocks.indices {
            let parent = blocks[index].parent
            if parent >= 0, labels[parent] {
                labels[index] = inside[index] >= outside[index] + evidence[index].leave
            } else {
                labels[index] = inside[index] + evidence[index].enter > outside[index]
            }
        }
        return labels
    }
}
