/// Writes plain text as a reader sees a document: paragraphs apart, list items marked, cells apart, white space folded.
struct PlainTextWriter: ~Copyable {
    private(set) var buffer: ByteBuffer
    private var breaks = 0
    private var hasSpace = false
    private var hasTab = false
    /// The open lists, and how many items each had.
    private var lists: [List] = []
    /// Of the item that has begun, until its text does.
    private var marker: Marker?
    /// Lists nested deeper than this are written as if they were not.
    private static let deepestList = 32

    private struct List {
        var isOrdered: Bool
        var count: Int
    }

    private struct Marker {
        var depth = 0
        /// nil in a list that is not ordered.
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

    /// White space as it stands in `pre`.
    mutating func verbatim(_ byte: UInt8) {
        flush()
        buffer.append(byte)
    }

    mutating func lineBreak() {
        if marker == nil { breaks = min(breaks &+ 1, 2) }
        hasSpace = false
    }

    mutating func paragraph() {
        if marker == nil { breaks = 2 }
        hasSpace = false
    }

    /// The line ends here, if it has begun.
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

    /// A cell that is not its row's first begins.
    mutating func cell() {
        if breaks == 0 { hasTab = true }
        hasSpace = false
    }

    /// Takes white space at the end back.
    mutating func trim() {
        while buffer.last == 0x20 || buffer.last == 0x0A || buffer.last == 0x09 { buffer.truncate(buffer.count - 1) }
    }

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
