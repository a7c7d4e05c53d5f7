import Bytes
import Glibc
import Markup
package import Syndication

/// An item's text, folded (`TextFolder`), with the range of each paragraph, line, list item and table row.
///
/// Contents are compared block by block, because what rotates (counters, teasers, links to other articles) is in blocks of its own.
package struct ContentBlocks: Sendable {
    /// The folded text of all blocks, separated by single spaces.
    package let bytes: [UInt8]
    package private(set) var blocks: [Block]
    /// Hash of `bytes`, the same on every machine and in every release; nil where there is no text.
    package let digest: UInt64?

    package var words: Int { blocks.reduce(0) { $0 + $1.words } }

    package struct Block: Sendable, Equatable {
        /// Its range in `bytes`; never empty.
        package var range: Range<Int>
        package var words: Int
        package var isHeading = false
        /// Whether it is a list item.
        package var isItem = false
        /// Number of bytes inside links.
        package var linked = 0
        /// Where its first link begins, in `bytes`.
        package var firstLink: Int?
    }

    /// Reads the content, or the summary where there is no content.
    package init(_ item: borrowing Item) {
        if item.contentText.isEmpty {
            self.init(text: item.summary ?? "")
        } else if let html = item.contentHTML {
            self.init(html: html)
        } else {
            self.init(text: item.contentText)
        }
    }

    /// - Parameter html: sanitized by `HTMLSanitizer`: well-formed, names in lower case.
    package init(html: String) {
        self.init(html) { reader, input in reader.read(html: input) }
    }

    /// - Parameter text: plain text; each line becomes a block.
    package init(text: String) {
        self.init(text) { reader, input in reader.read(text: input) }
    }

    private init(_ source: String, _ read: (inout BlockReader, UnsafeBufferPointer<UInt8>) -> Void) {
        var source = source
        var blocks: [Block] = []
        bytes = source.withUTF8 { input in
            // Enough room: a tag or line break, which ends a block, is at least as long as the space that it becomes.
            Array(unsafeUninitializedCapacity: input.count + TextFolder.margin) { output, count in
                var reader = BlockReader(output)
                read(&reader, input)
                reader.endBlock()
                count = reader.count
                blocks = reader.blocks
            }
        }
        self.blocks = blocks
        digest = bytes.isEmpty ? nil : StableHash.hash(bytes)
    }
}

/// Divides a text into blocks while folding it.
private struct BlockReader {
    private var folder: TextFolder
    private(set) var blocks: [ContentBlocks.Block] = []
    /// The state of the block that is being read.
    private var start = 0
    private var words = 0
    private var isHeading = false
    private var isItem = false
    private var linked = 0
    private var firstLink: Int?
    /// Where the open link began.
    private var link: Int?

    init(_ output: UnsafeMutableBufferPointer<UInt8>) { folder = TextFolder(output) }

    var count: Int { folder.count }

    mutating func read(text: UnsafeBufferPointer<UInt8>) {
        for line in text.split(separator: 0x0A) {
            folder.fold(UnsafeBufferPointer(rebasing: line))
            endBlock()
        }
    }

    mutating func read(html: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < html.count, let base = html.baseAddress {
            switch html[at] {
            case UInt8(ascii: "<"): at = endOfTag(html, nameAt: at &+ 1)
            case UInt8(ascii: "&"):
                // Decodes escaped characters, so that an item compares equal as HTML and as plain text.
                let (character, length) = EscapedMarkup.character(base + at, html.count &- at) ?? (UInt8(ascii: "&"), 1)
                folder.fold(ascii: character)
                at &+= length
            default: at = folder.foldText(html, from: at)
            }
        }
    }

    /// Handles the tag whose name begins at `start`, and returns the position after it.
    private mutating func endOfTag(_ html: UnsafeBufferPointer<UInt8>, nameAt start: Int) -> Int {
        var at = start
        let isEnd = at < html.count && html[at] == UInt8(ascii: "/")
        if isEnd { at &+= 1 }
        take(TagName(html, &at), isEnd: isEnd)
        // Sanitized HTML escapes `>` in attribute values.
        return Self.index(of: UInt8(ascii: ">"), in: html, from: at) &+ 1
    }

    private mutating func take(_ tag: TagName, isEnd: Bool) {
        let kind = tag.kind
        switch kind {
        case .link:
            closeLink()
            if !isEnd { link = folder.count }
        case .inline: break
        case .cell: folder.endWord()
        case .heading, .item, .block:
            endBlock()
            isHeading = !isEnd && kind == .heading
            isItem = !isEnd && kind == .item
        }
    }

    mutating func endBlock() {
        let isInLink = link != nil
        closeLink()
        folder.endWord()
        if folder.count > start {
            // The separating space does not belong to the block.
            let first = start == 0 ? 0 : start + 1
            blocks.append(
                ContentBlocks.Block(
                    range: first..<folder.count, words: folder.words - words, isHeading: isHeading, isItem: isItem, linked: linked,
                    firstLink: firstLink))
        }
        start = folder.count
        words = folder.words
        linked = 0
        firstLink = nil
        isHeading = false
        isItem = false
        if isInLink { link = start }
    }

    private mutating func closeLink() {
        guard let from = link else { return }
        link = nil
        guard folder.count > from else { return }
        linked += folder.count - from
        if firstLink == nil { firstLink = from }
    }

    /// The position of the next `byte`; the text's end where there is none.
    private static func index(of byte: UInt8, in html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard start < html.count, let base = html.baseAddress else { return html.count }
        if base[start] == byte { return start }
        guard let found = memchr(base + start, Int32(byte), html.count - start) else { return html.count }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }
}
