/// Writes plain text as a reader sees a document: paragraphs apart, list items marked, cells apart, white space folded.
struct PlainTextWriter: ~Copyable {
    private(set) var buffer: ByteBuffer
    private var breaks = 0
    private var hasSpace = false
    private var hasTab = false
    /// The open lists, and how many items each had.
    private var lists: [List] = []
    private var marker: [UInt8] = []
    /// Lists nested deeper than this are written as if they were not.
    private static let deepestList = 32

    private struct List {
        var isOrdered: Bool
        var count: Int
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
        if marker.isEmpty { breaks = min(breaks &+ 1, 2) }
        hasSpace = false
    }

    mutating func paragraph() {
        if marker.isEmpty { breaks = 2 }
        hasSpace = false
    }

    /// The line ends here, if it has begun.
    mutating func endLine() {
        if marker.isEmpty { breaks = max(breaks, 1) }
        hasSpace = false
    }

    mutating func beginList(ordered: Bool, start: Int) {
        if lists.isEmpty { paragraph() } else { endLine() }
        marker = []
        if lists.count < Self.deepestList { lists.append(List(isOrdered: ordered, count: start &- 1)) }
    }

    mutating func endList() {
        _ = lists.popLast()
        marker = []
        if lists.isEmpty { paragraph() } else { endLine() }
    }

    mutating func beginItem() {
        marker = []
        guard let list = lists.last else {
            endLine()
            marker = Array("- ".utf8)
            return
        }
        if breaks < 2 || list.count > 0 { breaks = 1 }
        hasSpace = false
        lists[lists.count - 1].count = list.count &+ 1
        marker = [UInt8](repeating: UInt8(ascii: " "), count: 2 * (lists.count - 1))
        marker.append(contentsOf: list.isOrdered ? "\(list.count &+ 1). ".utf8 : "- ".utf8)
    }

    mutating func endItem() {
        marker = []
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
        if hasSpace || breaks > 0 || hasTab || !marker.isEmpty { flushPending() }
    }

    private mutating func flushPending() {
        if buffer.count > 0 {
            if breaks > 0 {
                buffer.append(0x0A)
                if breaks > 1 { buffer.append(0x0A) }
            } else if hasTab {
                buffer.append(0x09)
            } else if hasSpace, marker.isEmpty {
                buffer.append(0x20)
            }
        }
        for byte in marker { buffer.append(byte) }
        marker = []
        breaks = 0
        hasSpace = false
        hasTab = false
    }
}
