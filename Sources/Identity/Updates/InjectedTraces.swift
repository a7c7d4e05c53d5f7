import Bytes
import Extraction
import Syndication

/// A cheap filter before `ItemCleaner`: finds the items of a document that may contain something injected by their site, from blocks that
/// were read anyway. Most items have no trace of it and are spared the closer look.
package struct InjectedTraces {
    /// What there is to look for in an item.
    package struct Trace {
        package var links = false
        package var repetitions = false

        package var isNone: Bool { !links && !repetitions }
    }

    private struct Item {
        var hasBareLink = false
        /// Labels beside or above links.
        var labels: [UInt64] = []
        /// Labels above lists of links.
        var listLabels: [UInt64] = []
        /// Recurring blocks (`RecurringBlocks`) of the item that may be promotions.
        var repeated: [Int] = []
    }

    private let recurring: RecurringBlocks.Known
    /// Whether the source's memory holds anything already: then any item may contain something known.
    private let isRemembered: Bool
    private var items: [Item?] = []
    private var read = 0
    private var bareLinks = 0
    private var labels: [UInt64: Int] = [:]
    private var listLabels: [UInt64: Int] = [:]
    private var repeated: [Int: Int] = [:]

    package init(_ recurring: RecurringBlocks.Known, isRemembered: Bool) {
        self.recurring = recurring
        self.isRemembered = isRemembered
    }

    /// Adds an item that is not read again. Items are added in document order.
    package mutating func skip() { items.append(nil) }

    package mutating func add(_ compared: ComparedContent) {
        let item = trace(compared)
        items.append(item)
        read += 1
        if item.hasBareLink { bareLinks += 1 }
        for label in item.labels { labels[label, default: 0] += 1 }
        for label in item.listLabels { listLabels[label, default: 0] += 1 }
        for rank in item.repeated { repeated[rank, default: 0] += 1 }
    }

    /// The verdict, after all items have been added.
    package subscript(index: Int) -> Trace {
        guard let item = items[index] else { return Trace() }
        // Whether knowledge from earlier documents may apply.
        let isOpen = isRemembered || read < ItemCleaner.several
        return Trace(
            links: item.hasBareLink && (isOpen || isMet(bareLinks, by: ItemCleaner.half))
                || item.labels.contains { isOpen || labels[$0, default: 0] > 1 }
                || item.listLabels.contains { isOpen || isThroughout(listLabels[$0, default: 0]) },
            repetitions: item.repeated.contains { isOpen || isThroughout(repeated[$0, default: 0]) })
    }

    private func isThroughout(_ count: Int) -> Bool { isMet(count, by: ItemCleaner.nearlyAll) }

    private func isMet(_ count: Int, by share: Double) -> Bool {
        count >= ItemCleaner.several && Double(count) >= Double(read) * share
    }
}

// MARK: - One item

extension InjectedTraces {
    /// In bytes; a character has up to three.
    private static let shortest = 10
    /// An item with more distinct labels than this uses labels of its own.
    private static let mostLabels = 64
    private static let longest = 1_200
    private static let longestLabel = 120
    /// What may follow a link: a bracket, a full stop.
    private static let longestTail = 4

    private func trace(_ compared: ComparedContent) -> Item {
        var item = Item()
        let content = compared.content
        let blocks = content.blocks
        guard let first = blocks.firstIndex(where: Self.isRunning), let last = blocks.lastIndex(where: Self.isRunning) else { return item }
        content.bytes.withUnsafeBufferPointer { bytes in
            /// The label of the previous short block, or of the one before the previous links.
            var label: UInt64 = 0
            for index in blocks.indices {
                let block = blocks[index]
                let isInside = index > first && index < last
                guard let link = block.firstLink else {
                    label = isInside && block.range.count <= Self.longestLabel ? Self.hash(bytes, block.range) : 0
                    continue
                }
                if isInside { note(compared.templates[index], block, &item) }
                guard isInside, Self.isCrossLink(block, link, bytes) else {
                    label = 0
                    continue
                }
                if block.isItem {
                    if label != 0 { Self.add(label, to: &item.listLabels) }
                } else if link <= block.range.lowerBound {
                    item.hasBareLink = item.hasBareLink || !block.isHeading
                    if label != 0 { Self.add(label, to: &item.labels) }
                } else {
                    Self.add(Self.hash(bytes, block.range.lowerBound..<link), to: &item.labels)
                }
            }
        }
        return item
    }

    private func note(_ template: UInt64, _ block: ContentBlocks.Block, _ item: inout Item) {
        guard !block.isItem, block.range.count >= Self.shortest, block.range.count < Self.longest, let rank = recurring.rank(of: template)
        else { return }
        Self.add(rank, to: &item.repeated)
    }

    private static func add<Value: Equatable>(_ value: Value, to values: inout [Value]) {
        if values.count < mostLabels, !values.contains(value) { values.append(value) }
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        StableHash.hash(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range])), seed: 4)
    }

    /// At least a paragraph of text, with few links.
    private static func isRunning(_ block: ContentBlocks.Block) -> Bool {
        block.range.count >= 80 && block.linked * 2 < block.range.count && !block.isHeading
    }

    /// A headline that links to the end of the block, with at most a label before it.
    private static func isCrossLink(_ block: ContentBlocks.Block, _ link: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = block.range
        guard range.count < longest, link - range.lowerBound <= longestLabel, block.linked * 5 >= range.count * 2,
            link + block.linked + longestTail >= range.upperBound, link < range.upperBound
        else { return false }
        var spaces = 0
        for byte in bytes[max(link, range.lowerBound)..<range.upperBound] {
            if byte == 0x20 { spaces += 1 }
            if spaces >= 2 || byte >= 0xE0 { return true }
        }
        return false
    }
}
