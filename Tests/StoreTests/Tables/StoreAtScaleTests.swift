import Bytes
import Foundation
import GRDB
import Identity
import Journal
import TestSupport
import Testing

@testable import Store

private let items = ProcessInfo.processInfo.environment["FEEDD_STORE_ITEMS"].flatMap { Int($0) } ?? 0

/// What the store costs when it remembers as many items as `FEEDD_STORE_ITEMS` says: figures, for `Benchmarks/store/run`.
@Suite("The store at scale", .enabled(if: items > 0, "FEEDD_STORE_ITEMS says how many items to remember"))
struct StoreAtScaleTests {
    private static let sources: Int64 = 1_000

    @Test("finds, takes in, and weighs")
    func figures() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/" + Store.fileName
        try fill(Store(path: path))

        let store = try Store(path: path)
        let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        print("store: \(items) items, \(size >> 20) MiB, \(size / items) bytes an item")
        let before = Self.residentMemory
        // Once to fill the page cache, once to measure.
        _ = try lookUps(store)
        print("store: a look-up takes \(try lookUps(store)) µs")
        let (median, mean, worst) = try commits(store)
        print("store: a commit of 30 new items takes \(median) ms; with checkpoints \(mean) ms on average, \(worst) ms at most")
        print("store: memory grew by \((Self.residentMemory - before) >> 10) KiB meanwhile")
        #expect(try store.read { try $0.items(under: Self.aliases(of: 1)[0]) }.count == 1)
    }

    // MARK: - Filling

    private func fill(_ store: Store) throws {
        for start in stride(from: 0, to: items, by: 100_000) {
            try store.write { store in
                for number in start..<min(start + 100_000, items) { _ = try store.insert(Self.item(number)) }
            }
        }
        // In the order of the index, or a commit would touch every page of it.
        var aliases: [(hash: Int64, item: Int64)] = []
        aliases.reserveCapacity(3 * items)
        for number in 0..<items {
            for alias in Self.aliases(of: number) { aliases.append((Int64(bitPattern: alias.hash), Int64(number) + 1)) }
        }
        aliases.sort { $0.hash < $1.hash }
        for start in stride(from: 0, to: aliases.count, by: 300_000) {
            try store.write { store in
                var insert = try RawStatement("INSERT OR IGNORE INTO alias (hash, item) VALUES (?, ?)", in: store.db)
                for (hash, item) in aliases[start..<min(start + 300_000, aliases.count)] {
                    try insert.bind(hash)
                    try insert.bind(item)
                    try insert.run()
                }
            }
        }
        store.close()
    }

    private static func hash(_ number: Int, _ what: UInt64) -> UInt64 { StableHash.combine(UInt64(number) &* 8 &+ what, 0x5CA1E) }

    /// As an article of a news site: guid and URL, forty words and more, a guid that is an address.
    private static func item(_ number: Int) -> StoredItem {
        StoredItem(
            key: ItemKey(high: hash(number, 0), low: hash(number, 1)), source: Int64(number) % sources + 1,
            standing: .journaled(revision: 1), contentHash: hash(number, 2), guid: hash(number, 3), url: hash(number, 4),
            title: hash(number, 5),
            text: hash(number, 6),
            published: 1_600_000_000 + Int64(number),
            publicID: "https://www.example.org/news/2026/11/the-council-decided-\(10_000_000 + number)",
            absentSince: 20_000)
    }

    private static func aliases(of number: Int) -> [Alias] {
        let source = Int64(number) % sources + 1
        return [.guid(hash(number, 3), source: source), .url(hash(number, 4)), .text(hash(number, 6), source: source)]
    }

    // MARK: - Measuring

    /// The mean in microseconds, one of three of what is not there.
    private func lookUps(_ store: Store) throws -> Double {
        let count = 100_000
        var random = SystemRandomNumberGenerator()
        let asked = (0..<count).map { index in
            Self.aliases(of: Int.random(in: 0..<items, using: &random) + (index % 3 == 0 ? items * 10 : 0))[index % 2]
        }
        var found = 0
        let time = try ContinuousClock().measure {
            try store.read { store in
                for alias in asked { found += try store.items(under: alias).count }
            }
        }
        #expect(found == asked.indices.count { $0 % 3 != 0 })
        return (time / count / .microseconds(1) * 100).rounded() / 100
    }

    /// Median, mean and longest, in milliseconds. Every tenth or so has SQLite fold its write-ahead log into the file, and sync both.
    private func commits(_ store: Store) throws -> (Double, Double, Double) {
        var times: [Double] = []
        for commit in 0..<300 {
            let time = try ContinuousClock().measure {
                try store.write { store in
                    for number in 0..<30 {
                        let number = items * 20 + commit * 30 + number
                        let id = try store.insert(Self.item(number))
                        try store.learn(Self.aliases(of: number), of: id)
                    }
                }
            }
            times.append(time / .milliseconds(1))
        }
        let mean = times.reduce(0, +) / Double(times.count)
        times.sort()
        func rounded(_ time: Double) -> Double { (time * 100).rounded() / 100 }
        return (rounded(times[times.count / 2]), rounded(mean), rounded(times.last ?? 0))
    }

    /// In bytes.
    private static var residentMemory: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * 4096
    }
}
