extension JournalDirectory {
    /// The number of a segment's first whole record; `nil` where there is none.
    static func firstSeq(path: String) throws(JournalError) -> UInt64? {
        var reader = try LineReader(path: path)
        return try firstFound { try reader.next { ReplayedRecord(line: $0)?.head.seq } }
    }

    /// Where a segment's last line ends, in bytes from its start, and the number of its last whole record; `nil` where there is none.
    static func lastSeq(path: String) throws(JournalError) -> (end: Int64, seq: UInt64?) {
        var reader = try BackwardLineReader(path: path)
        let end = reader.offset
        return (end, try firstFound { try reader.next { ReplayedRecord(line: $0)?.head.seq } })
    }

    /// The first number among lines of which some have none.
    private static func firstFound(_ next: () throws -> UInt64??) throws(JournalError) -> UInt64? {
        do {
            while let seq = try next() {
                if let seq { return seq }
            }
            return nil
        } catch let error as JournalError {
            throw error
        } catch {
            return nil
        }
    }
}
