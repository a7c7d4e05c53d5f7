/// A value in an allocation of its own, which copies share until one of them is changed. A field that few items have takes one word in all
/// others.
struct Boxed<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Changed only while one `Boxed` refers to it.
    private final class Storage: @unchecked Sendable {
        var value: Value?

        init(_ value: Value?) {
            self.value = value
        }
    }

    private var storage: Storage?

    var value: Value? {
        @inline(__always) get { storage?.value }
        _modify {
            if storage == nil {
                storage = Storage(nil)
            } else if !isKnownUniquelyReferenced(&storage) {
                storage = Storage(storage?.value)
            }
            var unused: Value?
            if let storage { yield &storage.value } else { yield &unused }
            if storage?.value == nil { storage = nil }
        }
        set { storage = newValue.map { Storage($0) } }
    }

    var isEmpty: Bool { storage == nil }

    static func == (a: Boxed, b: Boxed) -> Bool { a.storage === b.storage || a.value == b.value }

    func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
