/// A dictionary whose keys are hashes already. `Dictionary` would hash each of them again, which costs more than everything else it does.
public struct HashedDictionary<Value> {
    @usableFromInline var keys: [UInt64]
    @usableFromInline var values: [Value?]
    @usableFromInline var probe: HashProbe
    public var count = 0

    /// - Parameter capacity: the number of keys that it has room for without growing.
    @inlinable
    public init(capacity: Int = 0) {
        let slots = HashProbe.slots(for: capacity)
        keys = Array(repeating: 0, count: slots)
        values = Array(repeating: nil, count: slots)
        probe = HashProbe(slots: slots)
    }

    @inlinable
    public var isEmpty: Bool { count == 0 }

    @inlinable
    public subscript(key: UInt64) -> Value? {
        values[place(of: key)]
    }

    /// Keys are never removed.
    @inlinable
    public mutating func set(_ value: Value, for key: UInt64) {
        if (count + 1) * 2 > keys.count { grow() }
        let place = place(of: key)
        if values[place] == nil { count += 1 }
        keys[place] = key
        values[place] = value
    }

    /// Where the key is, or would be.
    @inlinable internal func place(of key: UInt64) -> Int {
        probe.slot(for: key) { values[$0] == nil || keys[$0] == key }
    }

    @inlinable internal mutating func grow() {
        var larger = HashedDictionary(capacity: keys.count)
        for (key, value) in zip(keys, values) {
            if let value { larger.set(value, for: key) }
        }
        self = larger
    }
}

extension HashedDictionary<Int> {
    /// Adds one to the value of a key.
    @inlinable
    public mutating func count(_ key: UInt64) {
        set((self[key] ?? 0) + 1, for: key)
    }
}
