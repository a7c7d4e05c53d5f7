/// A value that is empty in most places, in an allocation of its own where it is not. Copies share it until one of them is changed.
struct SparseBox<Value: Sendable & Hashable & Emptiable>: Sendable, Hashable {
    /// Changed only while one `SparseBox` refers to it.
    private final class Storage: @unchecked Sendable {
        var value: Value

        init(_ value: consuming Value) {
            self.value = value
        }
    }

    private var storage: Storage?

    var value: Value {
        @inline(__always) _read {
            if let storage { yield storage.value } else { yield Value.empty }
        }
        _modify {
            guard storage != nil else {
                var new = Value.empty
                yield &new
                if !new.isEmpty { storage = Storage(new) }
                return
            }
            if !isKnownUniquelyReferenced(&storage) { storage = storage.map { Storage($0.value) } }
            var unused = Value.empty
            if let storage { yield &storage.value } else { yield &unused }
            if storage?.value.isEmpty == true { storage = nil }
        }
    }

    /// Whether the value is empty. Asking the value costs more.
    @inline(__always)
    var isEmpty: Bool { storage == nil }

    static func == (a: SparseBox, b: SparseBox) -> Bool { a.storage === b.storage || a.value == b.value }

    func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

protocol Emptiable {
    static var empty: Self { get }
    var isEmpty: Bool { get }
}
