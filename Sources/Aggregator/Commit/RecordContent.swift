import Syndication

/// What a record says of its item, ready to be written.
struct RecordContent: Sendable {
    let feed: FeedReference
    let encoded: EncodedItem
    /// nil where it says too little to be told by.
    let signature: Signature?
}
