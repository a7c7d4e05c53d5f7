/// A value in an allocation of its own, which copies share until one of them is changed. A field that few items have takes one word in all
/// others.
struct Boxed<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Changed only while one `Boxed` refers to it.
    private final class Storage: @unchecked Sendable {
        var value: Value?

        init(_ value: consuming Value?) {
            self.value = value
        }

        /// Whether there is a value. A comparison with nil would copy the value first.
        var isEmpty: Bool {
            switch value {
            case .none: true
            case .some: false
            }
        }
    }

    private var storage: Storage?

    /// Read and changed in its place, without a copy.
    var value: Value? {
        @inline(__always) _read {
            if let storage { yield storage.value } else { yield nil }
        }
        _modify {
            guard let existing = storage else {
                var new: Value?
                yield &new
                if let new = new.take() { storage = Storage(new) }
                return
            }
            _ = consume existing
            if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage?.value) }
            var unused: Value?
            if let storage { yield &storage.value } else { yield &unused }
            if storage?.isEmpty == true { storage = nil }
        }
    }

    @inline(__always)
    var isEmpty: Bool { storage == nil }

    static func == (a: Boxed, b: Boxed) -> Bool { a.storage === b.storage || a.value == b.value }

    func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
