package import Bytes
import Syndication

/// An update that is held back (`UpdatePace`), ready to be journaled when it is due: by then its source may show something else, or nothing.
package struct HeldUpdate: Sendable {
    package let item: Int64
    package let due: Timestamp
    package let contentHash: UInt64
    package let content: RecordContent
    /// Whether its source has its items compared with those of other sources.
    package let isCompared: Bool

    package init(item: Int64, due: Timestamp, contentHash: UInt64, content: RecordContent, isCompared: Bool) {
        self.item = item
        self.due = due
        self.contentHash = contentHash
        self.content = content
        self.isCompared = isCompared
    }
}
