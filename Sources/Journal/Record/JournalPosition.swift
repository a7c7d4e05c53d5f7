/// A place in the journal: the record that was reached. The key tells whether it is the same journal.
public struct JournalPosition: Sendable, Hashable {
    public var seq: UInt64
    public var key: ItemKey

    public init(seq: UInt64, key: ItemKey) {
        self.seq = seq
        self.key = key
    }
}
