import Bytes

/// Writes a document as plain text: a blank line between paragraphs, markers before list items, tabs between table cells, white space
/// folded.
///
/// Separators are pending until the next text arrives, so that there are none at the end and none twice.
struct PlainTextWriter: ~Copyable {
    private(set) var buffer: ByteBuffer
    /// The pending line breaks: 0, 1, or 2 for a new paragraph.
    private var breaks = 0
    /// A space is pending.
    private var hasSpace = false
    /// A tab is pending.
    private var hasTab = false
    /// The stack of open lists.
    private var lists: [List] = []
    /// The pending marker of an item that has no text yet.
    private var marker: Marker?
    /// Lists nested deeper than this are not indented further.
    private static let deepestList = 32

    private struct List {
        var isOrdered: Bool
        /// The number of the last item: `start` - 1 before the first.
        var count: Int
    }

    /// `- ` or `1. `, indented by two spaces per level.
    private struct Marker {
        var depth = 0
        /// nil in an unordered list.
        var number: Int?
    }

    init(capacity: Int) {
        buffer = ByteBuffer(capacity: capacity)
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        flush()
        buffer.append(bytes, length)
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
        hasSpace = true
    }

    /// Writes white space unchanged, as inside `pre`.
    mutating func verbatim(_ byte: UInt8) {
        flush()
        buffer.append(byte)
    }

    mutating func lineBreak() {
        if marker == nil { breaks = min(breaks &+ 1, 2) }
        hasSpace = false
    }

    /// The next text begins a paragraph.
    mutating func paragraph() {
        if marker == nil { breaks = 2 }
        hasSpace = false
    }

    /// The next text begins a line, unless nothing was written on the current one.
    mutating func endLine() {
        if marker == nil { breaks = max(breaks, 1) }
        hasSpace = false
    }

    mutating func beginList(ordered: Bool, start: Int) {
        if lists.isEmpty { paragraph() } else { endLine() }
        marker = nil
        if lists.count < Self.deepestList { lists.append(List(isOrdered: ordered, count: start &- 1)) }
    }

    mutating func endList() {
        _ = lists.popLast()
        marker = nil
        if lists.isEmpty { paragraph() } else { endLine() }
    }

    mutating func beginItem() {
        marker = nil
        guard let list = lists.last else {
            endLine()
            marker = Marker()
            return
        }
        if breaks < 2 || list.count > 0 { breaks = 1 }
        hasSpace = false
        lists[lists.count - 1].count = list.count &+ 1
        marker = Marker(depth: lists.count - 1, number: list.isOrdered ? list.count &+ 1 : nil)
    }

    mutating func endItem() {
        marker = nil
        endLine()
    }

    /// A table cell begins that is not the first of its row.
    mutating func cell() {
        if breaks == 0 { hasTab = true }
        hasSpace = false
    }

    /// Removes white space at the end.
    mutating func trim() {
        while buffer.last == 0x20 || buffer.last == 0x0A || buffer.last == 0x09 { buffer.truncate(buffer.count - 1) }
    }

    /// Writes the pending separators and marker.
    @inline(__always)
    private mutating func flush() {
        if hasSpace || breaks > 0 || hasTab || marker != nil { flushPending() }
    }

    private mutating func flushPending() {
        if buffer.count > 0 {
            if breaks > 0 {
                buffer.append(0x0A)
                if breaks > 1 { buffer.append(0x0A) }
            } else if hasTab {
                buffer.append(0x09)
            } else if hasSpace, marker == nil {
                buffer.append(0x20)
            }
        }
        if let marker { write(marker) }
        marker = nil
        breaks = 0
        hasSpace = false
        hasTab = false
    }

    private mutating func write(_ marker: Marker) {
        for _ in 0..<marker.depth { buffer.append("  ") }
        if let number = marker.number {
            buffer.append(string: String(number))
            buffer.append(". ")
        } else {
            buffer.append("- ")
        }
    }
}
