extension Collection where Element == UInt8, SubSequence: Collection {
    /// Whether these are the bytes of an ASCII prefix.
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
