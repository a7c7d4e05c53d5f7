import Bytes

/// The blocks known to recur across a source's items: what a site puts into each of them, and its counters.
///
/// A block counts as recurring once three items have had it. Known ones keep their order, so that content that was compared before one
/// was learnt can be compared again (`ComparedContent.versions`). Kept in its stored form, at most a kilobyte, so that a poll that reads
/// no items unpacks nothing.
package struct RecurringBlocks: Sendable, Equatable {
    /// Little-endian: the number of known blocks and their templates; then, for blocks met recently, the template, one item, and the
    /// number of items that had it.
    package let stored: [UInt8]

    package init(stored: [UInt8] = []) {
        self.stored = stored
    }

    /// What one item contributes.
    package struct Reading {
        /// Distinguishes the item from the source's others.
        package let item: UInt32
        package let templates: [UInt64]
        package let telling: [UInt64]
    }

    /// The recurring blocks, in the order in which they were learnt.
    package struct Known {
        private let ranks: HashPlaces

        fileprivate init(_ templates: [UInt64]) { ranks = HashPlaces(templates) }

        package static let nothing = Known([])

        package var isEmpty: Bool { ranks.isEmpty }

        package func rank(of template: UInt64) -> Int? { ranks.isEmpty ? nil : ranks.place(of: template) }
    }

    package var known: Known { Known(unpacked().known) }

    /// Learns from the items of one document.
    package mutating func learn(_ readings: [Reading]) {
        guard !readings.isEmpty else { return }
        var memory = unpacked()
        var shown = Set<UInt64>()
        for template in Self.shared(by: readings) {
            shown.insert(template)
            memory.learn(template)
        }
        for reading in readings.prefix(Self.mostReadings) {
            for template in reading.telling where !shown.contains(template) { memory.note(template, of: reading.item) }
        }
        memory.trim(keeping: shown)
        self = RecurringBlocks(stored: memory.packed())
    }

    /// The number of items from which a block counts as recurring.
    fileprivate static let enough = 3
    /// The number of a document's items whose blocks are remembered for the next document.
    private static let mostReadings = 16

    /// The templates that at least `enough` of the items have, in the order in which they reached that number.
    private static func shared(by readings: [Reading]) -> [UInt64] {
        guard readings.count >= enough else { return [] }
        let most = readings.reduce(0) { $0 + $1.templates.count }
        var shared: [UInt64] = []
        /// For each template, the item that had it last, and the number of items that have it.
        var met: [(item: UInt32, items: Int)] = []
        met.reserveCapacity(most)
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: most) { hashes in
            _ = DistinctHashes<UInt32>.collect(into: hashes) { templates in
                for reading in readings {
                    for template in reading.templates {
                        let place = templates.insert(template)
                        if place == met.count {
                            met.append((reading.item, 1))
                        } else if met[place].item != reading.item {
                            met[place] = (reading.item, met[place].items + 1)
                            if met[place].items == enough { shared.append(template) }
                        }
                    }
                }
            }
        }
        return shared
    }

    private func unpacked() -> Memory { Memory(stored) }
}

private struct Memory {
    private(set) var known: [UInt64] = []
    private var recent: [Recent] = []

    private struct Recent {
        let template: UInt64
        var item: UInt32
        var items: UInt32
    }

    private static let mostKnown = 48
    private static let mostRecent = 32

    init(_ stored: [UInt8]) {
        stored.withUnsafeBytes { bytes in
            func word(_ at: Int) -> UInt64 { bytes.littleEndian(at: at * 8) }
            let words = bytes.count / 8
            guard words > 0, let count = Int(exactly: word(0)), count < words else { return }
            known = (1..<(count + 1)).map(word)
            for at in stride(from: count + 1, to: words - 1, by: 2) {
                let tail = word(at + 1)
                recent.append(
                    Recent(template: word(at), item: UInt32(truncatingIfNeeded: tail), items: UInt32(truncatingIfNeeded: tail >> 32)))
            }
        }
    }

    func packed() -> [UInt8] {
        guard !known.isEmpty || !recent.isEmpty else { return [] }
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt64(known.count))
        for template in known { bytes.append(littleEndian: template) }
        for block in recent {
            bytes.append(littleEndian: block.template)
            bytes.append(littleEndian: block.item)
            bytes.append(littleEndian: block.items)
        }
        return bytes
    }

    mutating func learn(_ template: UInt64) {
        recent.removeAll { $0.template == template }
        if !known.contains(template) { known.append(template) }
    }

    /// A block met in one item: it recurs once two others have had it.
    mutating func note(_ template: UInt64, of item: UInt32) {
        if known.contains(template) { return }
        guard let index = recent.firstIndex(where: { $0.template == template }) else {
            recent.append(Recent(template: template, item: item, items: 1))
            return
        }
        guard recent[index].item != item else { return }
        recent[index].item = item
        recent[index].items += 1
        if recent[index].items >= RecurringBlocks.enough { learn(template) }
    }

    /// Drops the surplus: the known blocks that were learnt first, except those of the present document.
    mutating func trim(keeping shown: Set<UInt64>) {
        recent.removeFirst(max(0, recent.count - Self.mostRecent))
        var excess = known.count - Self.mostKnown
        guard excess > 0 else { return }
        known.removeAll { template in
            guard excess > 0, !shown.contains(template) else { return false }
            excess -= 1
            return true
        }
        known.removeFirst(max(0, excess))
    }
}
