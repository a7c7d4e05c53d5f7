internal import Bytes
internal import CLibXML2

/// The entities that a reference can name: XML's five predefined ones (XML 1.0, 4.6), those that the document's internal DTD subset
/// declares, and, for documents that use them undeclared, those of HTML 4 as libxml2 knows them.
public struct XMLEntities: Sendable {
    /// The number of bytes that all references to declared entities together may expand to: 1 MiB.
    static let maximumExpansion = 1 << 20
    /// How deeply the replacement text of one entity may refer to others.
    private static let maximumNesting = 16
    private static let maximumDeclarations = 4096

    private var declared: [[UInt8]: [UInt8]] = [:]

    /// No declared entities.
    public init() {}

    /// Adds a declaration. The first declaration of a name is binding (XML 1.0, 4.2). Declarations beyond 4,096 are ignored.
    mutating func declare(_ name: [UInt8], as value: [UInt8]) {
        guard declared[name] == nil, declared.count < Self.maximumDeclarations else { return }
        declared[name] = value
    }

    /// The expansion of declared entities exceeds ``maximumExpansion`` or nests too deeply.
    struct EntityBomb: Error {}

    /// Where the definition of a referenced entity was found.
    enum Origin {
        case predefined
        case declared
        case html
        case unknown
    }

    /// Appends the text that the reference `&name;` stands for.
    ///
    /// - Parameter budget: the bytes that declared entities may still expand to. It is reduced by each expansion.
    /// - Returns: where the definition was found. For `unknown`, nothing is appended.
    /// - Throws: `EntityBomb` when the budget is exhausted.
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
            guard value[at] == 0x26, let end = value[at...].prefix(XMLText.longestReference).firstIndex(of: 0x3b) else {
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

    /// The character that HTML 4 gives this name; nil where it has none.
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
