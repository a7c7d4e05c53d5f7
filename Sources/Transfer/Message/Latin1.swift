extension String {
    /// A string of one scalar a byte (ISO 8859-1), which gives the bytes back unchanged through ``Swift/Array/init(latin1:)``.
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
    /// The bytes of a string of scalars below U+0100; nil where there are others.
    init?(latin1 string: String) {
        self.init()
        guard append(latin1: string) else { return nil }
    }

    /// Appends the bytes of a string of scalars below U+0100; false, and nothing appended, where there are others.
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
