package import Bytes
import Syndication

/// An update that waits for its time (`UpdatePace`), ready to be journaled: by then its source may show something else, or nothing.
package struct HeldUpdate: Sendable {
    package let item: Int64
    package let due: Timestamp
    package let version: UInt64
    package let content: RecordContent
    /// Its source has it compared with what others have journaled.
    package let isCompared: Bool

    package init(
        item: Int64, due: Timestamp, version: UInt64, content: RecordContent, isCompared: Bool
    ) {
        self.item = item
        self.due = due
        self.version = version
        self.content = content
        self.isCompared = isCompared
    }
}
