import Glibc

/// Parses the output of ``HTMLSanitizer`` into the nodes of an ``HTMLTree``. That output has matching tags, quoted attribute values and
/// four character references, so this takes a fraction of the time of libxml2's HTML parser.
///
/// The nodes are put into an `html` and a `body` element, as libxml2 does. Malformed input is read without harm: end tags without a start
/// tag are skipped, and elements still open at the end are closed.
struct SanitizedHTMLReader: ~Copyable {
    private var nodes: [HTMLTree.Node] = []
    private var attributes: [HTMLTree.Attribute] = []
    /// A copy of the markup, in which references are decoded in place: no character is longer than its reference.
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let end: Int
    private var position = 0
    /// The stack of open elements, as indices of nodes.
    private var open: [Int32] = []
    private let names = HTMLElement.named
    /// Elements nested deeper get no nodes; their text belongs to the element around them.
    private static let deepest = 1024
    private static let mostNodes = 200_000
    /// Whether every element and text of the input has its node.
    private(set) var isWhole = true

    init(_ html: UnsafeBufferPointer<UInt8>) {
        // Nodes hold offsets in 32 bits.
        let length = html.count < 1 << 29 ? html.count : 0
        bytes = .allocate(capacity: max(1, length))
        if let start = html.baseAddress, length > 0, let copy = bytes.baseAddress { memcpy(copy, start, length) }
        end = length
        isWhole = length == html.count
        nodes.reserveCapacity(16 + length / 48)
    }

    /// The nodes, the attributes, and the bytes that both refer to, which the caller must deallocate.
    consuming func finish() -> ([HTMLTree.Node], [HTMLTree.Attribute], UnsafeBufferPointer<UInt8>) {
        (nodes, attributes, UnsafeBufferPointer(bytes))
    }

    mutating func read() {
        guard end > 0 else { return }
        begin(.html, attributes: 0)
        begin(.body, attributes: 0)
        while position < end, nodes.count < Self.mostNodes {
            if bytes[position] == UInt8(ascii: "<"), readTag() { continue }
            readText()
        }
        if position < end { isWhole = false }
        while !open.isEmpty { close() }
    }

    // MARK: Nodes

    private mutating func begin(_ element: HTMLElement, attributes count: Int) {
        let index = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(
            HTMLTree.Node(
                element: element, isText: false, parent: open.last ?? -1, end: index &+ 1,
                start: Int32(truncatingIfNeeded: attributes.count &- count), count: Int32(truncatingIfNeeded: count)))
        open.append(index)
    }

    private mutating func close() {
        guard let index = open.popLast() else { return }
        nodes[Int(index)].end = Int32(truncatingIfNeeded: nodes.count)
    }

    /// Closes the innermost open `element` with the elements open inside it. Does nothing where none is open.
    private mutating func close(_ element: HTMLElement) {
        var depth = open.count &- 1
        // The first two are the `html` and `body` around the markup.
        while depth >= 2, nodes[Int(open[depth])].element != element { depth &-= 1 }
        guard depth >= 2 else { return }
        while open.count > depth { close() }
    }

    // MARK: Text

    /// Reads text up to the next `<`. A `<` at the current position is part of the text.
    private mutating func readText() {
        let start = position
        let tag = index(of: UInt8(ascii: "<"), from: position &+ 1, to: end)
        position = tag
        let count = decode(start, tag)
        let index = nodes.count
        if index > 0, nodes[index &- 1].isText, nodes[index &- 1].parent == open.last {
            // The text continues after a tag that got no node.
            return extend(index &- 1, start, count)
        }
        nodes.append(
            HTMLTree.Node(
                element: .unknown, isText: true, parent: open.last ?? -1, end: Int32(truncatingIfNeeded: index &+ 1),
                start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: count)))
    }

    private mutating func extend(_ node: Int, _ start: Int, _ count: Int) {
        let textEnd = Int(nodes[node].start &+ nodes[node].count)
        if let base = bytes.baseAddress, textEnd <= start { memmove(base + textEnd, base + start, count) }
        nodes[node].count &+= Int32(truncatingIfNeeded: count)
    }

    /// Decodes the references between two offsets in place.
    /// - Returns: The length of the decoded text in bytes.
    private mutating func decode(_ from: Int, _ to: Int) -> Int {
        var at = index(of: UInt8(ascii: "&"), from: from, to: to)
        var written = at
        while at < to {
            if let base = bytes.baseAddress, let (byte, length) = EscapedMarkup.character(base + at, to &- at) {
                bytes[written] = byte
                written &+= 1
                at &+= length
            } else {
                bytes[written] = bytes[at]
                written &+= 1
                at &+= 1
            }
            let next = index(of: UInt8(ascii: "&"), from: at, to: to)
            if let base = bytes.baseAddress { memmove(base + written, base + at, next &- at) }
            written &+= next &- at
            at = next
        }
        return written &- from
    }

    // MARK: Tags

    /// - Returns: False where the `<` begins no tag.
    private mutating func readTag() -> Bool {
        var at = position &+ 1
        let isEnd = at < end && bytes[at] == UInt8(ascii: "/")
        if isEnd { at &+= 1 }
        guard at < end, bytes[at] &- 0x61 < 26 else { return false }
        var name = PackedName()
        while at < end, Self.isName(bytes[at]) {
            name.append(bytes[at])
            at &+= 1
        }
        let element = names[name] ?? .unknown
        if isEnd {
            position = min(index(of: UInt8(ascii: ">"), from: at, to: end) &+ 1, end)
            close(element)
            return true
        }
        let first = attributes.count
        position = readAttributes(at)
        if open.count < Self.deepest {
            begin(element, attributes: attributes.count &- first)
            if Self.isVoid(element) { close() }
        } else {
            isWhole = false
        }
        return true
    }

    /// - Returns: The offset after the tag.
    private mutating func readAttributes(_ from: Int) -> Int {
        var at = from
        while at < end {
            while at < end, bytes[at] <= 0x20 { at &+= 1 }
            let name = at
            while at < end, Self.isName(bytes[at]) { at &+= 1 }
            guard at > name else {
                if at < end, bytes[at] == UInt8(ascii: ">") { return at &+ 1 }
                at &+= 1
                continue
            }
            let nameEnd = at
            var value = at
            var count = 0
            if at &+ 1 < end, bytes[at] == UInt8(ascii: "="), bytes[at &+ 1] == UInt8(ascii: "\"") {
                value = at &+ 2
                let quote = index(of: UInt8(ascii: "\""), from: value, to: end)
                count = decode(value, quote)
                at = min(quote &+ 1, end)
            }
            attributes.append(
                HTMLTree.Attribute(
                    name: Int32(truncatingIfNeeded: name), nameCount: Int32(truncatingIfNeeded: nameEnd &- name),
                    value: Int32(truncatingIfNeeded: value), valueCount: Int32(truncatingIfNeeded: count)))
        }
        return end
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
    }

    private static func isVoid(_ element: HTMLElement) -> Bool {
        switch element {
        case .br, .hr, .img, .wbr, .source, .col, .track, .param, .embed, .input, .area, .base, .link, .meta: true
        default: false
        }
    }

    /// The offset of the next `byte` in `from..<to`; `to` where there is none.
    private func index(of byte: UInt8, from: Int, to: Int) -> Int {
        guard from < to, let base = bytes.baseAddress, let found = memchr(base + from, Int32(byte), to &- from) else {
            return max(from, to)
        }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(base)
    }
}
