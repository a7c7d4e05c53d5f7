extension JournalDirectory {
    /// The number of a segment's first whole record; `nil` where there is none.
    static func firstSeq(path: String) throws(JournalError) -> UInt64? {
        var reader = try LineReader(path: path)
        do {
            while let seq = try reader.next({ ReplayedRecord(line: $0)?.head.seq as UInt64? }) {
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
