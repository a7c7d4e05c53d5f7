/// Finds elements and attributes by name: an open-addressing hash table over names of up to 16 bytes, packed into two words.
///
/// Each table is built once and never freed, so that a look-up needs no reference counting.
struct HTMLNameTable<Value: Sendable>: @unchecked Sendable {
    private struct Slot {
        var name = PackedName()
        var value: Value?
    }

    /// The number of slots: as many as ``PackedName/hash`` has values.
    private static var count: Int { 1024 }

    /// Not changed after `init`.
    private let slots: UnsafePointer<Slot>

    init(_ names: [(String, Value)]) {
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: Self.count)
        slots.initialize(repeating: Slot(), count: Self.count)
        for (name, value) in names {
            let packed = PackedName(name)
            var index = packed.hash
            while slots[index].value != nil { index = Self.next(index) }
            slots[index] = Slot(name: packed, value: value)
        }
        self.slots = UnsafePointer(slots)
    }

    @inline(__always)
    subscript(name: PackedName) -> Value? {
        if name.length > 16 { return nil }
        var index = name.hash
        while let value = slots[index].value {
            if slots[index].name.low == name.low, slots[index].name.high == name.high { return value }
            index = Self.next(index)
        }
        return nil
    }

    @inline(__always)
    private static func next(_ index: Int) -> Int { (index &+ 1) & (count &- 1) }
}

extension HTMLElement {
    static let named = HTMLNameTable(allCases.dropFirst().map { ($0.name, $0) })

    /// The element of a name in any case; `unknown` for one that HTML does not have.
    package init(name: UnsafeBufferPointer<UInt8>) {
        var packed = PackedName()
        for byte in name { packed.append(byte) }
        self = Self.named[packed] ?? .unknown
    }
}

extension HTMLAttribute {
    static let named = HTMLNameTable(allCases.map { ($0.name, $0) })
}
