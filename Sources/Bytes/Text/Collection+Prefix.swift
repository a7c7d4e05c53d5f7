import Glibc

extension Collection where Element == UInt8, SubSequence: Collection {
    /// Whether the bytes begin with those of `text`, which is ASCII.
    @inlinable @inline(__always)
    public func starts(with text: StaticString) -> Bool {
        var index = startIndex
        for place in 0..<text.utf8CodeUnitCount {
            guard index < endIndex, self[index] == text.utf8Start[place] else { return false }
            formIndex(after: &index)
        }
        return true
    }
}

extension String {
    /// Whether the string begins with `text`, which is ASCII. It compares bytes: `hasPrefix` compares characters, which takes many times as long.
    public func starts(withASCII text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard utf8.count >= count else { return false }
        return utf8.withContiguousStorageIfAvailable { bytes in
            bytes.baseAddress.map { memcmp($0, text.utf8Start, count) == 0 } ?? (count == 0)
        } ?? utf8.starts(with: text)
    }
}
