/// The sanitizer's stack of open elements (HTML standard, 13.2.4.2), of a fixed capacity. It counts the open elements of each kind, so that
/// most searches end at once.
struct OpenElements: ~Copyable {
    /// An open element.
    struct Open {
        var element: HTMLElement
        /// Whether its tags are in the output.
        var isWritten: Bool
        /// Its end tag was read while a block inside it was open. It is closed as soon as that block is.
        var isEnding = false
        /// The offset of its start tag in the output.
        var start: Int
        /// The offset after its start tag in the output.
        var contentStart: Int
        /// Where the plain text ended before it.
        var text: PlainTextWriter.State
        /// The number of direction controls that were open before it.
        var openDirections = 0
        /// What is to be undone where it is closed.
        var traits: Traits = []
    }

    struct Traits: OptionSet {
        let rawValue: UInt8

        /// It is removed with its content where it is closed.
        static let hidden = Traits(rawValue: 1 << 0)
        /// The text in it became invisible.
        static let startsInvisible = Traits(rawValue: 1 << 1)
        /// The text in it became visible.
        static let startsVisible = Traits(rawValue: 1 << 2)
        /// It has the URL of what it plays.
        static let hasSource = Traits(rawValue: 1 << 3)
    }

    private(set) var count = 0
    private let capacity: Int
    private let stack: UnsafeMutablePointer<Open>
    /// The number of open elements of each kind, by raw value: 256, so that no byte is out of bounds.
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

    /// Whether the innermost element is to be closed now.
    @inline(__always)
    var isLastEnding: Bool { count > 0 && stack[count &- 1].isEnding }

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
        changeCount(of: open.element, by: 1)
    }

    @inline(__always)
    mutating func pop() -> Open? {
        guard let open = last else { return nil }
        count &-= 1
        changeCount(of: open.element, by: -1)
        return open
    }

    /// Reads the count and writes it back: in builds for the thread sanitizer the compiler crashes on a change in place here.
    @inline(__always)
    private func changeCount(of element: HTMLElement, by step: Int16) {
        let counter = counts + Int(element.rawValue)
        counter.pointee = counter.pointee &+ UInt16(bitPattern: step)
    }

    /// Marks an element to be closed as soon as the blocks inside it are.
    mutating func setEnding(_ index: Int) {
        precondition(index >= 0 && index < count)
        stack[index].isEnding = true
    }

    /// The innermost open element whose tags are in the output.
    @inline(__always)
    var lastWritten: Open? {
        var index = count &- 1
        while index >= 0 {
            if stack[index].isWritten { return stack[index] }
            index &-= 1
        }
        return nil
    }

    /// The index of the innermost open `element`; nil where none is in scope.
    ///
    /// - Parameter beyondBoundaries: whether elements that limit the scope are ignored. A `table` limits it even then, except for `math`.
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
