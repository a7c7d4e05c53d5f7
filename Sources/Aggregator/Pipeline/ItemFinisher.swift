import Identity
import Syndication

/// Turns an item's content into what is journaled and compared. The items of a poll and those whose page was awaited go through it alike, so that they
/// are hashed, signed and encoded by the same rules.
struct ItemFinisher: Sendable {
    /// The forms in which content is journaled.
    let content: ContentForm

    /// - Parameters:
    ///   - compared: what identity compares of the item.
    ///   - hashes: of `compared`; never empty.
    ///   - use: what becomes of the item.
    ///   - encode: gives the record's members, with the content in that form.
    func finish(
        title: String?, _ compared: ComparedContent, hashes: [UInt64], for use: Use, encode: (ContentForm) -> EncodedItem
    ) -> FinishedItem {
        FinishedItem(
            contentHashes: hashes, encoded: encode(use == .awaitingPage ? .both : content),
            signature: use == .journal ? Signature(title: title, compared.content) : nil)
    }

    enum Use: Sendable {
        /// It is journaled if it is new or has changed.
        case journal
        /// It is kept, with both forms of its content, until its page is there.
        case awaitingPage
        /// The source's rules keep it out of the journal: it is remembered, and not compared with other sources' items.
        case leftOut
    }
}
