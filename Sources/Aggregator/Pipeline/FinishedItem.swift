import Identity
import Syndication

/// An item's content as it would be journaled, whether a poll or a page brought it: what the committer compares with what the item had before, what
/// near-duplicates are found by, and the record's bytes.
struct FinishedItem: Sendable {
    /// All hashes that this content can have, never empty (`ComparedContent.versions`): the last one excludes every block that is known to recur
    /// across the source's items, earlier ones were computed when fewer were known.
    let contentHashes: [UInt64]
    /// The members of the record.
    let encoded: EncodedItem
    /// nil where the text is too short for one, or the item is not compared with those of other sources.
    let signature: Signature?

    /// The hash to store with the item and to journal as `version`.
    var contentHash: UInt64 { contentHashes.last ?? 0 }
}
