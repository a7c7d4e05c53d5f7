internal import Glibc

/// The bytes of a document in memory that it does not own, with searches that never read beyond its end.
struct DocumentBytes {
    let base: UnsafePointer<UInt8>
    let count: Int

    /// The offset of the next `byte` at or after `start`; nil where there is none.
    @inline(__always)
    func next(_ byte: UInt8, from start: Int) -> Int? {
        guard start < count, let found = memchr(base + start, Int32(byte), count - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// The offset of the next `mark` at or after `start`; nil where there is none.
    ///
    /// - Parameter mark: not empty.
    func next(_ mark: StaticString, from start: Int) -> Int? {
        let (bytes, length) = (mark.utf8Start, mark.utf8CodeUnitCount)
        var at = start
        while let found = next(bytes[0], from: at), found + length <= count {
            if memcmp(base + found, bytes, length) == 0 { return found }
            at = found + 1
        }
        return nil
    }

    /// The offset after the next `mark`; nil where there is none.
    func end(of mark: StaticString, from start: Int) -> Int? {
        next(mark, from: start).map { $0 + mark.utf8CodeUnitCount }
    }

    func has(_ mark: StaticString, at start: Int) -> Bool {
        start + mark.utf8CodeUnitCount <= count && memcmp(base + start, mark.utf8Start, mark.utf8CodeUnitCount) == 0
    }

    @inline(__always)
    func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }
}
