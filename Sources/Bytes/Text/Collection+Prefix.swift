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
