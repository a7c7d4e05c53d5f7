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
        /// The number of the pending marker; `Int.min` in an unordered list.
        var number = 0
        /// The level of the list of the item that has no text yet and whose marker, `- ` or `1. `, is pending; -1 without one.
        var markerDepth: Int32 = -1
        /// Line breaks: 0, 1, or 2 for a new paragraph.
        var breaks: UInt8 = 0
        var hasSpace = false
        var hasTab = false

        @inline(__always)
        var hasMarker: Bool { markerDepth >= 0 }
    }

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
        pending.hasSpace = true
    }

    /// Writes white space unchanged, as inside `pre`.
    mutating func verbatim(_ byte: UInt8) {
        flush()
        buffer.append(byte)
    }

    mutating func lineBreak() {
        if !pending.hasMarker { pending.breaks = min(pending.breaks &+ 1, 2) }
        pending.hasSpace = false
    }

    /// The next text begins a paragraph.
    mutating func paragraph() {
        if !pending.hasMarker { pending.breaks = 2 }
        pending.hasSpace = false
    }

    /// The next text begins a line, unless nothing was written on the current one.
    mutating func endLine() {
        if !pending.hasMarker { pending.breaks = max(pending.breaks, 1) }
        pending.hasSpace = false
    }

    mutating func beginList(ordered: Bool, start: Int) {
        if lists.isEmpty { paragraph() } else { endLine() }
        pending.markerDepth = -1
        if lists.count < Self.deepestList {
            lists.append(List(isOrdered: ordered, count: start &- 1, previous: start &- 1))
        } else {
            deeperLists += 1
        }
    }

    mutating func endList() {
        if deeperLists > 0 { deeperLists -= 1 } else { _ = lists.popLast() }
        pending.markerDepth = -1
        if lists.isEmpty { paragraph() } else { endLine() }
    }

    /// - Parameter number: the number that the item has in an ordered list, where it does not follow from the item before.
    mutating func beginItem(_ number: Int? = nil) {
        pending.markerDepth = -1
        guard let list = lists.last else {
            endLine()
            pending.markerDepth = 0
            pending.number = .min
            return
        }
        if pending.breaks < 2 || list.count > 0 { pending.breaks = 1 }
        pending.hasSpace = false
        let number = number ?? list.count &+ 1
        lists[lists.count - 1].previous = list.count
        lists[lists.count - 1].count = number
        pending.markerDepth = Int32(truncatingIfNeeded: lists.count - 1)
        pending.number = list.isOrdered ? number : .min
    }

    mutating func endItem() {
        pending.markerDepth = -1
        endLine()
    }

    /// A table cell begins that is not the first of its row.
    mutating func cell() {
        if pending.breaks == 0 { pending.hasTab = true }
        pending.hasSpace = false
    }

    /// Removes white space at the end.
    mutating func trim() {
        while buffer.last == 0x20 || buffer.last == 0x0A || buffer.last == 0x09 { buffer.truncate(buffer.count - 1) }
    }

    /// Writes the pending separators and marker.
    @inline(__always)
    private mutating func flush() {
        if pending.hasSpace || pending.breaks > 0 || pending.hasTab || pending.hasMarker { flushPending() }
    }

    private mutating func flushPending() {
        if buffer.count > 0 {
            if pending.breaks > 0 {
                buffer.append(0x0A)
                if pending.breaks > 1 { buffer.append(0x0A) }
            } else if pending.hasTab {
                buffer.append(0x09)
            } else if pending.hasSpace, !pending.hasMarker {
                buffer.append(0x20)
            }
        }
        if pending.hasMarker { writeMarker() }
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
