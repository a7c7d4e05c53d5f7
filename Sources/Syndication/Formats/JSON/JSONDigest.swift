import Bytes

/// The digest of an item in JSON, over its members in document order.
enum JSONDigest {
    static func of(_ value: JSONValue) -> UInt64 {
        var digest = StableHasher()
        absorb(value, &digest)
        return digest.value
    }

    private static func absorb(_ value: JSONValue, _ digest: inout StableHasher) {
        switch value {
        case .null: digest.absorb(0 as UInt64)
        case .bool(let bool): digest.absorb(bool ? 2 : 1 as UInt64)
        case .integer(let integer): digest.absorb(UInt64(bitPattern: integer))
        case .double(let double): digest.absorb(double.bitPattern)
        case .string(let string): digest.absorb(string)
        case .array(let elements):
            digest.absorb(UInt64(elements.count))
            for element in elements { absorb(element, &digest) }
        case .object(let object):
            for member in object.members {
                digest.absorb(member.key)
                absorb(member.value, &digest)
            }
        }
    }
}
