extension String {
    /// Decodes ISO 8859-1: one scalar per byte. ``Swift/Array/init(latin1:)`` returns the same bytes.
    init(latin1 bytes: some Collection<UInt8>) {
        if bytes.allSatisfy({ $0 < 0x80 }) {
            self.init(decoding: bytes, as: UTF8.self)
            return
        }
        var scalars = String.UnicodeScalarView()
        scalars.reserveCapacity(bytes.count)
        for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
        self.init(scalars)
    }
}

extension Array where Element == UInt8 {
    /// Encodes as ISO 8859-1; nil where a scalar is above U+00FF.
    init?(latin1 string: String) {
        self.init()
        guard append(latin1: string) else { return nil }
    }

    /// Appends a string as ISO 8859-1. Returns false, and appends nothing, where a scalar is above U+00FF.
    mutating func append(latin1 string: String) -> Bool {
        let start = count
        for scalar in string.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else {
                removeSubrange(start...)
                return false
            }
            append(byte)
        }
        return true
    }
}
