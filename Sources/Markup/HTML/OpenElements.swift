/// The elements that are open in a document, innermost last, as deep as the sanitizer lets them be.
struct OpenElements: ~Copyable {
    struct Open {
        var element: HTMLElement
        /// Its tags are in the output.
        var isWritten: Bool
        /// Its end tag came while a block inside it was open.
        var isEnding = false
        /// In the output, where its start tag begins and ends.
        var start: Int
        var contentStart: Int
    }

    private(set) var count = 0
    private let capacity: Int
    private let stack: UnsafeMutablePointer<Open>
    /// How many are open of each element, by its raw value: one for each value of a byte.
    private let counts: UnsafeMutablePointer<UInt16>

    init(capacity: Int) {
        self.capacity = capacity
        stack = .allocate(capacity: capacity)
        counts = .allocate(capacity: 256)
        counts.initialize(repeating: 0, count: 256)
    }

    deinit {
        stack.deallocate()
        counts.deallocate()
    }

    @inline(__always)
    var isEmpty: Bool { count == 0 }

    @inline(__always)
    var last: Open? { count == 0 ? nil : stack[count &- 1] }

    @inline(__always)
    subscript(index: Int) -> Open {
        precondition(index >= 0 && index < count)
        return stack[index]
    }

    @inline(__always)
    func has(_ element: HTMLElement) -> Bool { counts[Int(element.rawValue)] > 0 }

    @inline(__always)
    mutating func push(_ open: Open) {
        precondition(count < capacity)
        (stack + count).initialize(to: open)
        count &+= 1
        note(open.element, 1)
    }

    @inline(__always)
    mutating func pop() -> Open? {
        guard let open = last else { return nil }
        count &-= 1
        note(open.element, -1)
        return open
    }

    /// One more of an element is open, or one less. Read and written, as a build for the thread sanitizer does not get through a change in place here.
    @inline(__always)
    private func note(_ element: HTMLElement, _ step: Int16) {
        let counter = counts + Int(element.rawValue)
        counter.pointee = counter.pointee &+ UInt16(bitPattern: step)
    }

    /// An end tag has come for an element that cannot close yet.
    mutating func setEnding(_ index: Int) {
        precondition(index >= 0 && index < count)
        stack[index].isEnding = true
    }

    /// Where the innermost open `element` stands, if nothing that shields it stands above it.
    @inline(__always)
    func index(of element: HTMLElement, beyondBoundaries: Bool) -> Int? {
        guard has(element) else { return nil }
        var index = count &- 1
        while index >= 0 {
            let open = stack[index].element
            if open == element { return index }
            if beyondBoundaries ? open == .table && element != .math : open.isBoundary { return nil }
            index &-= 1
        }
        return nil
    }
}
