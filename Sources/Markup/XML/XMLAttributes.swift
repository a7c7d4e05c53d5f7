/// The attributes of an element that the stream is reporting. Valid only during that report.
public struct XMLAttributes {
    /// libxml2's layout: local name, prefix, namespace, start and end of the value, five pointers an attribute.
    @usableFromInline let base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    public let count: Int

    @inlinable
    public init(base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int) {
        self.base = base
        self.count = base == nil ? 0 : max(0, count)
    }

    public struct Attribute {
        public let name: XMLName
        /// UTF-8, references expanded.
        public let value: UnsafeBufferPointer<UInt8>

        @inlinable
        init(name: XMLName, value: UnsafeBufferPointer<UInt8>) {
            self.name = name
            self.value = value
        }
    }

    @inlinable public var isEmpty: Bool { count == 0 }

    /// The attribute at `index` in the document's order; nil outside `0 ..< count`.
    @inlinable
    public func attribute(_ index: Int) -> Attribute? {
        guard let base, index >= 0, index < count else { return nil }
        let fields = base + index * 5
        guard let local = fields[0], let start = fields[3], let end = fields[4], end >= start else { return nil }
        return Attribute(
            name: XMLName(local: local, prefix: fields[1], namespace: fields[2]),
            value: UnsafeBufferPointer(start: start, count: end - start))
    }

    /// The value of the attribute with this local name and no prefix, or, failing that, with any; names match without regard to case.
    public func bytes(_ local: StaticString) -> UnsafeBufferPointer<UInt8>? {
        var other: UnsafeBufferPointer<UInt8>?
        for index in 0..<count {
            guard let attribute = attribute(index), equals(attribute.name.local, local) else { continue }
            if attribute.name.prefix == nil { return attribute.value }
            if other == nil { other = attribute.value }
        }
        return other
    }

    /// The value of the attribute `prefix:local`, whatever the prefix is declared as.
    public func bytes(prefix: StaticString, _ local: StaticString) -> UnsafeBufferPointer<UInt8>? {
        for index in 0..<count {
            guard let attribute = attribute(index), let its = attribute.name.prefix, equals(its, prefix),
                equals(attribute.name.local, local)
            else { continue }
            return attribute.value
        }
        return nil
    }

    /// As ``bytes(_:)``, with white space trimmed; nil where nothing is left.
    public func string(_ local: StaticString) -> String? {
        bytes(local).flatMap(Self.trimmed)
    }

    /// As ``bytes(prefix:_:)``, with white space trimmed; nil where nothing is left.
    public func string(prefix: StaticString, _ local: StaticString) -> String? {
        bytes(prefix: prefix, local).flatMap(Self.trimmed)
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start == end ? nil : String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }

    /// - Parameter name: NUL-terminated, which ends the comparison.
    private func equals(_ name: UnsafePointer<UInt8>, _ expected: StaticString) -> Bool {
        let (bytes, count) = (expected.utf8Start, expected.utf8CodeUnitCount)
        for index in 0..<count {
            let (its, byte) = (name[index], bytes[index])
            guard its == byte || (its | 0x20 == byte | 0x20 && byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a) else { return false }
        }
        return name[count] == 0
    }
}
