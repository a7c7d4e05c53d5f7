/// What an item's content is beside the contents that the item had before: the only place that answers "has it changed?".
enum ContentChange {
    /// The content that was compared last.
    case unchanged
    /// Not that one, but one that the item had earlier: publishers flip between versions, and each is journaled once.
    case returned
    /// A content that the item never had.
    case changed

    /// - Parameters:
    ///   - hashes: all hashes that the content can have (`FinishedItem.contentHashes`).
    ///   - last: the hash of the content compared last; nil where there is none to compare with.
    ///   - wasSeen: whether the item had a content with this hash earlier.
    init(_ hashes: [UInt64], after last: UInt64?, wasSeen: (UInt64) throws -> Bool) rethrows {
        if let last, hashes.contains(last) {
            self = .unchanged
        } else if try hashes.contains(where: wasSeen) {
            self = .returned
        } else {
            self = .changed
        }
    }
}
