/// The names of elements and attributes as bytes.
struct HTMLNameBytes: Sendable {
    static let elements = HTMLNameBytes(HTMLElement.allCases.map(\.name))
    static let attributes = HTMLNameBytes(HTMLAttribute.allCases.map(\.name))

    private let bytes: [UInt8]
    /// Where each name begins; one more than there are names.
    private let offsets: [Int]

    private init(_ names: [String]) {
        var bytes: [UInt8] = []
        var offsets: [Int] = [0]
        for name in names {
            bytes.append(contentsOf: name.utf8)
            offsets.append(bytes.count)
        }
        self.bytes = bytes
        self.offsets = offsets
    }

    subscript(index: UInt8) -> [UInt8] {
        Array(bytes[offsets[Int(index)]..<offsets[Int(index) &+ 1]])
    }

    @inline(__always)
    func append(_ index: UInt8, to output: inout ByteBuffer) {
        let start = offsets[Int(index)]
        let length = offsets[Int(index) &+ 1] &- start
        bytes.withUnsafeBufferPointer { if let base = $0.baseAddress { output.append(base + start, length) } }
    }
}
