package import Identity
package import Syndication

/// What a record says of its item, ready to be written.
package struct RecordContent: Sendable {
    package let feed: FeedReference
    package let encoded: EncodedItem
    /// nil where it says too little to be told by.
    package let signature: Signature?

    package init(
        feed: FeedReference, encoded: EncodedItem, signature: Signature?
    ) {
        self.feed = feed
        self.encoded = encoded
        self.signature = signature
    }
}
