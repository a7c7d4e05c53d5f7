import Bytes

/// Expands the references in character data and attribute values.
enum XMLText {
    /// The longest reference that is recognized, in bytes, without its `;`.
    static let longestReference = 34

    /// Appends `text` with its references expanded.
    ///
    /// - Parameter budget: the bytes that declared entities may still expand to. It is reduced by each expansion.
    /// - Returns: the repairs that were necessary.
    /// - Throws: `EntityBomb` when the budget is exhausted.
    static func decode(
        _ text: UnsafeBufferPointer<UInt8>, entities: XMLEntities, budget: inout Int, into output: inout ByteBuffer
    ) throws(XMLEntities.EntityBomb) -> XMLRepairs {
        guard let base = text.baseAddress else { return [] }
        var repairs: XMLRepairs = []
        var at = 0
        while true {
            let ampersand = output.append(text, from: at) { $0.equal(0x26) }
            guard ampersand < text.count else { return repairs }
            if let (byte, length) = EscapedMarkup.character(base + ampersand, text.count - ampersand) {
                output.append(byte)
                at = ampersand + length
                continue
            }
            var end = ampersand + 1
            let limit = min(text.count, ampersand + Self.longestReference)
            while end < limit, isReferenceByte(base[end]) { end += 1 }
            guard end > ampersand + 1, end < text.count, base[end] == 0x3b else {
                repairs.insert(.bareAmpersand)
                output.append(0x26)
                at = ampersand + 1
                continue
            }
            let name = UnsafeBufferPointer(start: base + ampersand + 1, count: end - ampersand - 1)
            at = end + 1
            if name[0] == 0x23 {
                guard let scalar = XMLCharacterReference.scalar(name) else {
                    repairs.insert(.badCharacterReference)
                    output.append(base + ampersand, at - ampersand)
                    continue
                }
                if XMLCharacterReference.isAllowed(scalar) {
                    output.append(scalar: scalar.value)
                } else {
                    repairs.insert(.badCharacterReference)
                }
                continue
            }
            switch try entities.expand(name, into: &output, budget: &budget) {
            case .predefined, .declared: break
            case .html: repairs.insert(.undeclaredEntity)
            case .unknown:
                repairs.insert(.undeclaredEntity)
                output.append(base + ampersand, at - ampersand)
            }
        }
    }

    @inline(__always)
    private static func isReferenceByte(_ byte: UInt8) -> Bool {
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte >= 0x30 && byte <= 0x39 || byte == 0x23 || byte == 0x5f || byte == 0x2d
            || byte == 0x2e
    }
}
