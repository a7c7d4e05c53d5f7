import Markup

/// Labels each block as inside or outside the article.
///
/// Each block has a score of its own, and each change between a block and its parent has a cost. The labelling with the highest total
/// score is found exactly, from the leaves to the root and back (max-sum over a tree).
struct BlockModel {
    /// The scores of each block: for being inside, for the article beginning at it, and for being left out.
    struct Evidence {
        var inside: Double
        var enter: Double
        var leave: Double
    }

    /// - Returns: for each block, whether it is inside.
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
