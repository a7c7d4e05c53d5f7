internal import CLibXML2

/// What references stand for: XML's five, what the document's own DTD declares, and HTML's.
public struct XMLEntities: Sendable {
    /// Bytes that references to the document's own entities may expand to, all together.
    static let maximumExpansion = 1 << 20
    private static let maximumNesting = 16

    private var declared: [[UInt8]: [UInt8]] = [:]

    public init() {}

    /// The first declaration of a name counts (XML 1.0, 4.2).
    mutating func declare(_ name: [UInt8], as value: [UInt8]) {
        guard declared[name] == nil, declared.count < 4096 else { return }
        declared[name] = value
    }

    struct EntityBomb: Error {}

    /// Who says what a name stands for.
    enum Origin {
        case predefined
        case declared
        case html
        case unknown
    }

    /// Appends what `&name;` stands for in text.
    ///
    /// - Parameter budget: what the document's own entities may still expand to, in bytes.
    /// - Returns: who knows the name; where nobody does, nothing is appended.
    func expand(_ name: UnsafeBufferPointer<UInt8>, into output: inout ByteBuffer, budget: inout Int) throws(EntityBomb) -> Origin {
        switch name.count {
        case 2 where name[1] == 0x74 && name[0] == 0x6c: output.append(0x3c)
        case 2 where name[1] == 0x74 && name[0] == 0x67: output.append(0x3e)
        case 3 where name[0] == 0x61 && name[1] == 0x6d && name[2] == 0x70: output.append(0x26)
        case 4 where name[0] == 0x71 && name[1] == 0x75 && name[2] == 0x6f && name[3] == 0x74: output.append(0x22)
        case 4 where name[0] == 0x61 && name[1] == 0x70 && name[2] == 0x6f && name[3] == 0x73: output.append(0x27)
        default:
            if !declared.isEmpty, let value = declared[Array(name)] {
                try expandDeclared(value, into: &output, budget: &budget, nesting: 1)
                return .declared
            }
            guard let scalar = Self.html(name) else { return .unknown }
            output.append(scalar: scalar.value)
            return .html
        }
        return .predefined
    }

    private func expandDeclared(
        _ value: [UInt8], into output: inout ByteBuffer, budget: inout Int, nesting: Int
    ) throws(EntityBomb) {
        guard nesting <= Self.maximumNesting else { throw EntityBomb() }
        budget -= value.count + 1
        guard budget >= 0 else { throw EntityBomb() }
        var at = 0
        while at < value.count {
            guard value[at] == 0x26, let end = value[at...].firstIndex(of: 0x3b) else {
                output.append(value[at])
                at += 1
                continue
            }
            let name = Array(value[(at + 1)..<end])
            if let nested = declared[name] {
                try expandDeclared(nested, into: &output, budget: &budget, nesting: nesting + 1)
            } else if let scalar = name.withUnsafeBufferPointer({ XMLCharacterReference.scalar($0) ?? Self.html($0) }) {
                output.append(scalar: scalar.value)
            } else {
                for byte in value[at...end] { output.append(byte) }
            }
            at = end + 1
        }
    }

    /// What HTML calls by this name.
    private static func html(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        guard !name.isEmpty, name.count <= 10 else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 11) { buffer in
            for (index, byte) in name.enumerated() { buffer[index] = byte }
            buffer[name.count] = 0
            guard let entity = htmlEntityLookup(buffer.baseAddress) else { return nil }
            return Unicode.Scalar(entity.pointee.value)
        }
    }
}
