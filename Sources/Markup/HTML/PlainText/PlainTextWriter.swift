import Bytes

/// Writes a document as plain text: a blank line between paragraphs, markers before list items, tabs between table cells, white space
/// folded.
///
/// Separators are pending until the next text arrives, so that there are none at the end and none twice.
struct PlainTextWriter: ~Copyable {
    private(set) var buffer: ByteBuffer
    private var pending = Pending()
    /// The stack of open lists.
    private var lists: [List] = []
    /// The number of open lists that are nested too deep to be on the stack.
    private var deeperLists = 0
    /// Lists nested deeper than this are not numbered.
    private static let deepestList = 32
    /// The greatest number of steps by which an item is indented, however deep its list is nested: each item of a deep list would be indented anew.
    private static let deepestIndentation: Int32 = 8

    /// What is to be written before the next text.
    fileprivate struct Pending {
        var separators: Separators = []
        /// The number of the pending marker; `Int.min` in an unordered list.
        var number = 0
        /// The level of the list of the item with the pending marker.
        var markerDepth: Int32 = 0
    }

    /// In one value, since each text asks first whether there are any.
    fileprivate struct Separators: OptionSet {
        let rawValue: UInt8

        static let space = Separators(rawValue: 1 << 0)
        static let tab = Separators(rawValue: 1 << 1)
        static let lineBreak = Separators(rawValue: 1 << 2)
        /// Two line breaks, whether ``lineBreak`` is pending or not.
        static let paragraph = Separators(rawValue: 1 << 3)
        static let breaks: Separators = [.lineBreak, .paragraph]
        /// The marker, `- ` or `1. `, of an item that has no text yet.
        static let marker = Separators(rawValue: 1 << 4)
    }

    @inline(__always)
    private var hasMarker: Bool { pending.separators.contains(.marker) }

    private struct List {
        var isOrdered: Bool
        /// The number of the last item: `start` - 1 before the first.
        var count: Int
        /// The number of the item before the last.
        var previous: Int
    }

    /// Where the text ends, for going back to it.
    struct State {
        fileprivate(set) var count = 0
        fileprivate var pending = Pending()
    }

    @inline(__always)
    var state: State { State(count: buffer.count, pending: pending) }

    /// Removes everything that came after `state` was taken. The lists that were open then must be open still.
    mutating func restore(_ state: State) {
        buffer.truncate(state.count)
        pending = state.pending
    }

    /// Removes the item that began last from the numbering of its list.
    mutating func dropItem() {
        if let list = lists.last, deeperLists == 0 { lists[lists.count - 1].count = list.previous }
    }

    init(capacity: Int) {
        buffer = ByteBuffer(capacity: capacity)
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        flush()
        buffer.append(bytes, length)
    }

    /// Makes room for text of `length` bytes, one at least (``ByteBuffer/room(for:)``).
    @inline(__always)
    mutating func room(for length: Int) -> UnsafeMutablePointer<UInt8> {
        flush()
        return buffer.room(for: length)
    }

    /// Counts text that was written into the room.
    @inline(__always)
    mutating func extend(by length: Int) {
        buffer.extend(by: length)
    }

    mutating func append(_ byte: UInt8) {
        flush()
        buffer.append(byte)
    }

    mutating func append(_ text: StaticString) {
        append(text.utf8Start, text.utf8CodeUnitCount)
    }

    @inline(__always)
    mutating func space() {
        pending.separators.insert(.space)
    }

    /// Writes white space unchanged, as inside `pre`.
    mutating func verbatim(_ byte: UInt8) {
        flush()
        buffer.append(byte)
    }

    mutating func lineBreak() {
        if !hasMarker { pending.separators.insert(pending.separators.isDisjoint(with: .breaks) ? .lineBreak : .paragraph) }
        pending.separators.remove(.space)
    }

    /// The next text begins a paragraph.
    mutating func paragraph() {
        if !hasMarker { pending.separators.insert(.paragraph) }
        pending.separators.remove(.space)
    }

    /// The next text begins a line, unless nothing was written on the current one.
    mutating func endLine() {
        if !hasMarker { pending.separators.insert(.lineBreak) }
        pending.separators.remove(.space)
    }

    mutating func beginList(ordered: Bool, start: Int) {
        if lists.isEmpty { paragraph() } else { endLine() }
        pending.separators.remove(.marker)
        if lists.count < Self.deepestList {
            lists.append(List(isOrdered: ordered, count: start &- 1, previous: start &- 1))
        } else {
            deeperLists += 1
        }
    }

    mutating func endList() {
        if deeperLists > 0 { deeperLists -= 1 } else { _ = lists.popLast() }
        pending.separators.remove(.marker)
        if lists.isEmpty { paragraph() } else { endLine() }
    }

    /// - Parameter number: the number that the item has in an ordered list, where it does not follow from the item before.
    mutating func beginItem(_ number: Int? = nil) {
        pending.separators.remove(.marker)
        guard let list = lists.last else {
            endLine()
            setMarker(.min, depth: 0)
            return
        }
        if list.count > 0 { pending.separators.remove(.paragraph) }
        pending.separators.insert(.lineBreak)
        pending.separators.remove(.space)
        let number = number ?? list.count &+ 1
        lists[lists.count - 1].previous = list.count
        lists[lists.count - 1].count = number
        setMarker(list.isOrdered ? number : .min, depth: lists.count - 1)
    }

    private mutating func setMarker(_ number: Int, depth: Int) {
        pending.separators.insert(.marker)
        pending.number = number
        pending.markerDepth = Int32(truncatingIfNeeded: depth)
    }

    mutating func endItem() {
        pending.separators.remove(.marker)
        endLine()
    }

    /// A table cell begins that is not the first of its row.
    mutating func cell() {
        if pending.separators.isDisjoint(with: .breaks) { pending.separators.insert(.tab) }
        pending.separators.remove(.space)
    }

    /// Removes white space at the end.
    mutating func trim() {
        while buffer.last == 0x20 || buffer.last == 0x0A || buffer.last == 0x09 { buffer.truncate(buffer.count - 1) }
    }

    /// Writes the pending separators and marker.
    @inline(__always)
    private mutating func flush() {
        if !pending.separators.isEmpty { flushPending() }
    }

    private mutating func flushPending() {
        if buffer.count > 0 {
            if !pending.separators.isDisjoint(with: .breaks) {
                buffer.append(0x0A)
                if pending.separators.contains(.paragraph) { buffer.append(0x0A) }
            } else if pending.separators.contains(.tab) {
                buffer.append(0x09)
            } else if pending.separators.contains(.space), !hasMarker {
                buffer.append(0x20)
            }
        }
        if hasMarker { writeMarker() }
        pending = Pending()
    }

    private mutating func writeMarker() {
        for _ in 0..<min(pending.markerDepth, Self.deepestIndentation) { buffer.append("  ") }
        if pending.number != .min {
            buffer.append(string: String(pending.number))
            buffer.append(". ")
        } else {
            buffer.append("- ")
        }
    }
}
