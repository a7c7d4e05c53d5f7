import Bytes
import Glibc
import Markup
package import Syndication

/// An item's text as its reader sees it set: folded (`TextFolder`), and where in it each paragraph, line, list item or table row stands.
///
/// Comparing goes block by block, because what rotates (counters, teasers, links to other articles) stands in blocks of its own.
package struct ContentBlocks: Sendable {
    /// The folded text of all blocks, a space between two.
    package let bytes: [UInt8]
    package private(set) var blocks: [Block]
    /// Over all of it, the same for the same folded text on every machine and release; nil where nothing is left.
    package let digest: UInt64?

    package var words: Int { blocks.reduce(0) { $0 + $1.words } }

    package struct Block: Sendable, Equatable {
        /// Where it stands in `bytes`. Never empty.
        package var range: Range<Int>
        package var words: Int
        package var isHeading = false
        /// It is an item of a list, itself.
        package var isItem = false
        /// Bytes that are part of links.
        package var linked = 0
        /// Where its first link begins.
        package var firstLink: Int?
    }

    /// The content's blocks, or where there is none the summary's.
    package init(_ item: borrowing Item) {
        if item.contentText.isEmpty {
            self.init(text: item.summary ?? "")
        } else if let html = item.contentHTML {
            self.init(html: html)
        } else {
            self.init(text: item.contentText)
        }
    }

    /// - Parameter html: made safe by `HTMLCleaner`: well-formed, names in lower case.
    package init(html: String) {
        self.init(html) { reader, input in reader.read(html: input) }
    }

    /// - Parameter text: its lines are the blocks.
    package init(text: String) {
        self.init(text) { reader, input in reader.read(text: input) }
    }

    private init(_ source: String, _ read: (inout BlockReader, UnsafeBufferPointer<UInt8>) -> Void) {
        var source = source
        var blocks: [Block] = []
        bytes = source.withUTF8 { input in
            // A tag or a line break, which ends a block, is no shorter than the space that it becomes.
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

/// Divides a text into blocks while it folds it.
private struct BlockReader {
    private var folder: TextFolder
    private(set) var blocks: [ContentBlocks.Block] = []
    /// Of the block that is being read.
    private var start = 0
    private var words = 0
    private var isHeading = false
    private var isItem = false
    private var linked = 0
    private var firstLink: Int?
    /// Where the link that is open began.
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
                // What safe HTML escapes in its texts is what it stands for, so that an item says the same as HTML and as text.
                let (character, length) = EscapedMarkup.character(base + at, html.count &- at) ?? (UInt8(ascii: "&"), 1)
                folder.fold(ascii: character)
                at &+= length
            default: at = folder.foldText(html, from: at)
            }
        }
    }

    /// Takes in a tag, whose `<` stands before `start`.
    private mutating func endOfTag(_ html: UnsafeBufferPointer<UInt8>, nameAt start: Int) -> Int {
        var at = start
        let isEnd = at < html.count && html[at] == UInt8(ascii: "/")
        if isEnd { at &+= 1 }
        take(TagName(html, &at), isEnd: isEnd)
        // Safe HTML escapes it in attributes' values.
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
            // The space before it is not its own.
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

    /// Where a byte stands next; the text's end where it does not.
    private static func index(of byte: UInt8, in html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard start < html.count, let base = html.baseAddress else { return html.count }
        if base[start] == byte { return start }
        guard let found = memchr(base + start, Int32(byte), html.count - start) else { return html.count }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }
}
