/// The siblings of the elements of a tree, which its nodes do not state.
struct ElementRelations {
    /// The previous sibling of each node that is an element; -1 where there is none.
    let previous: [Int32]

    init(_ tree: HTMLTree) {
        var previous = [Int32](repeating: -1, count: tree.nodes.count)
        // The last element so far among the children of each node; at the end, among the roots.
        var last = [Int32](repeating: -1, count: tree.nodes.count + 1)
        for (index, node) in tree.nodes.enumerated() where !node.isText {
            let parent = node.parent < 0 ? tree.nodes.count : Int(node.parent)
            previous[index] = last[parent]
            last[parent] = Int32(truncatingIfNeeded: index)
        }
        self.previous = previous
    }

    /// The place of each element among its siblings that are `counted`, from 1; 0 for nodes that are not counted.
    ///
    /// - Parameters:
    ///   - isOfType: whether only siblings of the same name are counted.
    func positions(in tree: HTMLTree, isFromEnd: Bool, isOfType: Bool, counted: [Bool]?) -> [Int32] {
        struct Group: Hashable {
            var parent: Int32
            var element: HTMLElement = .unknown
            var foreignName: UInt16 = 0
        }
        var positions = [Int32](repeating: 0, count: tree.nodes.count)
        var byParent = [Int32](repeating: 0, count: isOfType ? 0 : tree.nodes.count + 1)
        var byType: [Group: Int32] = [:]
        func count(_ index: Int) {
            let node = tree.nodes[index]
            if node.isText || counted.map({ !$0[index] }) == true { return }
            if isOfType {
                positions[index] = byType[Group(parent: node.parent, element: node.element, foreignName: node.foreignName), default: 0] + 1
                byType[Group(parent: node.parent, element: node.element, foreignName: node.foreignName)] = positions[index]
            } else {
                let parent = node.parent < 0 ? tree.nodes.count : Int(node.parent)
                byParent[parent] += 1
                positions[index] = byParent[parent]
            }
        }
        if isFromEnd {
            for index in tree.nodes.indices.reversed() { count(index) }
        } else {
            for index in tree.nodes.indices { count(index) }
        }
        return positions
    }
}
