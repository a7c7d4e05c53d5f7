import Syndication

/// An update that waits for its time (`UpdatePace`), ready to be journaled: by then its source may show something else, or nothing.
struct HeldUpdate: Sendable {
    let item: Int64
    let due: Timestamp
    let version: UInt64
    let content: RecordContent
    /// Its source has it compared with what others have journaled.
    let isCompared: Bool
}
