/// The names of elements and attributes by their raw values, for writing them. Both tables are built once and never freed, like
/// ``HTMLNameTable``.
struct HTMLNameSpellings: @unchecked Sendable {
    static let elements = HTMLNameSpellings(HTMLElement.allCases.map(\.name))
    static let attributes = HTMLNameSpellings(HTMLAttribute.allCases.map(\.name))

    /// 256 names, so that no byte is out of bounds. Not changed after `init`.
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
