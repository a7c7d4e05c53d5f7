/// A dictionary whose keys are hashes already: `Dictionary` would hash each of them once more, which costs more than all else.
///
/// Linear probing at a load of a half at most. Keys that somebody chose to collide make it a list: of a document's 10,000 items, one of
/// fifty million steps.
struct HashedDictionary<Value> {
    private var keys: [UInt64]
    private var values: [Value?]
    private(set) var count = 0

    /// - Parameter capacity: keys that it has room for from the start.
    init(capacity: Int = 0) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        values = Array(repeating: nil, count: size)
    }

    var isEmpty: Bool { count == 0 }

    /// What is set stays: nothing is ever taken out.
    subscript(key: UInt64) -> Value? {
        values[place(of: key)]
    }

    mutating func set(_ value: Value, for key: UInt64) {
        if (count + 1) * 2 > keys.count { grow() }
        let place = place(of: key)
        if values[place] == nil { count += 1 }
        keys[place] = key
        values[place] = value
    }

    /// Where the key is, or would be.
    private func place(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while values[place] != nil, keys[place] != key { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        var larger = HashedDictionary(capacity: keys.count)
        for (key, value) in zip(keys, values) {
            if let value { larger.set(value, for: key) }
        }
        self = larger
    }
}

extension HashedDictionary<Int> {
    /// Counts a key that comes.
    mutating func count(_ key: UInt64) {
        set((self[key] ?? 0) + 1, for: key)
    }
}
