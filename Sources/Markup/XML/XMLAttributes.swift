/// The attributes of the start tag that an ``XMLStream`` is reporting, in document order. They are valid only until
/// ``XMLReceiver/startElement(_:_:isUnclosed:)`` returns.
public struct XMLAttributes {
    /// libxml2's SAX2 layout: five pointers per attribute (local name, prefix, namespace URI, start of the value, end of the value).
    @usableFromInline let base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    public let count: Int

    /// - Parameters:
    ///   - base: the `attributes` argument of libxml2's `startElementNs` callback.
    ///   - count: the number of attributes, a fifth of the number of pointers.
    @inlinable
    public init(base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int) {
        self.base = base
        self.count = base == nil ? 0 : max(0, count)
    }

    /// One attribute. Valid only as long as the ``XMLAttributes`` that it came from.
    public struct Attribute {
        public let name: XMLName
        /// The value in UTF-8, with its references expanded.
        public let value: UnsafeBufferPointer<UInt8>

        @inlinable
        init(name: XMLName, value: UnsafeBufferPointer<UInt8>) {
            self.name = name
            self.value = value
        }
    }

    @inlinable public var isEmpty: Bool { count == 0 }

    /// The attribute at `index` in document order; nil outside `0 ..< count`.
    @inlinable
    public func attribute(_ index: Int) -> Attribute? {
        guard let base, index >= 0, index < count else { return nil }
        let fields = base + index * 5
        guard let local = fields[0], let start = fields[3], let end = fields[4], end >= start else { return nil }
        return Attribute(
            name: XMLName(local: local, prefix: fields[1], namespace: fields[2]),
            value: UnsafeBufferPointer(start: start, count: end - start))
    }

    /// The value of the attribute with this local name. An attribute without a prefix is preferred to one with a prefix. ASCII letters
    /// match without regard to case.
    public func bytes(_ local: StaticString) -> UnsafeBufferPointer<UInt8>? {
        var other: UnsafeBufferPointer<UInt8>?
        for index in 0..<count {
            guard let attribute = attribute(index), equals(attribute.name.local, local) else { continue }
            if attribute.name.prefix == nil { return attribute.value }
            if other == nil { other = attribute.value }
        }
        return other
    }

    /// The value of the attribute written as `prefix:local`, whatever namespace the prefix is bound to.
    public func bytes(prefix: StaticString, _ local: StaticString) -> UnsafeBufferPointer<UInt8>? {
        for index in 0..<count {
            guard let attribute = attribute(index), let written = attribute.name.prefix, equals(written, prefix),
                equals(attribute.name.local, local)
            else { continue }
            return attribute.value
        }
        return nil
    }

    /// Like ``bytes(_:)``, as a string with white space trimmed at both ends; nil where the attribute is absent or blank.
    public func string(_ local: StaticString) -> String? {
        bytes(local).flatMap(Self.trimmed)
    }

    /// Like ``bytes(prefix:_:)``, as a string with white space trimmed at both ends; nil where the attribute is absent or blank.
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

    /// Compares without regard to the case of ASCII letters.
    ///
    /// - Parameter name: NUL-terminated. A shorter name differs at its NUL, so nothing is read beyond it.
    private func equals(_ name: UnsafePointer<UInt8>, _ expected: StaticString) -> Bool {
        let (bytes, count) = (expected.utf8Start, expected.utf8CodeUnitCount)
        for index in 0..<count {
            let (written, byte) = (name[index], bytes[index])
            guard written == byte || (written | 0x20 == byte | 0x20 && byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a) else { return false }
        }
        return name[count] == 0
    }
}
