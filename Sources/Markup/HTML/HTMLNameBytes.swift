/// The names of elements and attributes, to be written. Made once and never freed, as `HTMLNames` is.
struct HTMLNameBytes: @unchecked Sendable {
    static let elements = HTMLNameBytes(HTMLElement.allCases.map(\.name))
    static let attributes = HTMLNameBytes(HTMLAttribute.allCases.map(\.name))

    /// One for each value of a byte, so that none is out of bounds. Not written to after `init`.
    private let names: UnsafePointer<PackedName>

    private init(_ names: [String]) {
        let packed = UnsafeMutablePointer<PackedName>.allocate(capacity: 256)
        packed.initialize(repeating: PackedName(), count: 256)
        for (index, name) in names.enumerated() { packed[index] = PackedName(name) }
        self.names = UnsafePointer(packed)
    }

    @inline(__always)
    subscript(index: UInt8) -> PackedName { names[Int(index)] }
}
