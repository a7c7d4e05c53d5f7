import Bytes

/// How often an address or guid stands in a document, in its strict and its loose form.
package struct Occurrences {
    private var strict: HashedDictionary<Int>
    private var loose: HashedDictionary<Int>
    private var total = 0

    /// - Parameter capacity: items of the document.
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
