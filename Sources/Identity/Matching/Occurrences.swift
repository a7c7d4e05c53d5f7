import Bytes

/// Counts how often each URL or guid occurs in one document, by its exact and its relaxed hash.
package struct Occurrences {
    private var strict: HashedDictionary<Int>
    private var loose: HashedDictionary<Int>
    private var total = 0

    /// - Parameter capacity: the expected number of items.
    package init(capacity: Int) {
        strict = HashedDictionary(capacity: capacity)
        loose = HashedDictionary(capacity: capacity)
    }

    package mutating func add(strict: UInt64, loose: UInt64) {
        self.strict.count(strict)
        self.loose.count(loose)
        total += 1
    }

    package var areAllAlike: Bool { strict.count == 1 && total > 1 }
    package func isAlone(strict value: UInt64) -> Bool { strict[value] ?? 0 <= 1 }
    package func isAlone(loose value: UInt64) -> Bool { loose[value] ?? 0 <= 1 }
}
