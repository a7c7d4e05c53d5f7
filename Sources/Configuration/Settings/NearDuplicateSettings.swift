/// The table `[near_duplicates]`: when items of two sources count as the same story.
public struct NearDuplicateSettings: Sendable, Equatable {
    /// How long after an item was journaled other items are compared with it. 1 h to 365 d.
    public var window: Duration
    /// The similarity from which on an item is a near-duplicate; on the scale of `similarity` in the records. 0.3 to 1.
    public var threshold: Double

    public init(window: Duration = .seconds(7 * 86_400), threshold: Double = 0.6) {
        self.window = window
        self.threshold = threshold
    }
}
