/// Values of one kind that belong to open elements: a value is opened when its element begins, and closed when that element ends.
struct OpenValues<Value> {
    private var stack: [Entry] = []

    private struct Entry {
        /// The number of elements that are open around the value's element.
        let depth: Int
        var value: Value
    }

    mutating func open(_ value: Value, at depth: Int) {
        stack.append(Entry(depth: depth, value: value))
    }

    /// The value of the element that ends at this depth; nil where it has none.
    mutating func close(at depth: Int) -> Value? {
        guard let last = stack.last, last.depth == depth else { return nil }
        stack.removeLast()
        return last.value
    }

    /// Changes the value of the innermost element that has one.
    mutating func change(_ body: (inout Value) -> Void) {
        if let last = stack.indices.last { body(&stack[last].value) }
    }
}
