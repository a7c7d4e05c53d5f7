/// The record of the journal that was reached. Its key shows whether a journal is the same one.
public struct JournalPosition: Sendable, Hashable {
    public var seq: UInt64
    public var key: ItemKey

    public init(seq: UInt64, key: ItemKey) {
        self.seq = seq
        self.key = key
    }
}
