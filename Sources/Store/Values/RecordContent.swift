package import Identity
package import Syndication

/// What a record says of its item, ready to be written.
package struct RecordContent: Sendable {
    package let feed: FeedReference
    package let encoded: EncodedItem
    /// nil where the text is too short for one, or the item is not compared with those of other sources.
    package let signature: Signature?

    package init(feed: FeedReference, encoded: EncodedItem, signature: Signature?) {
        self.feed = feed
        self.encoded = encoded
        self.signature = signature
    }
}
