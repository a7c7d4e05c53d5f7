/// The table `[near_duplicates]`: what counts as the same story told by two sources.
public struct NearDuplicateSettings: Sendable, Equatable {
    /// How long after an item was journaled others may repeat it. 1 h to 365 d.
    public var window: Duration
    /// The least similarity of a near-duplicate, as the records say it. 0.3 to 1.
    public var threshold: Double

    public init(window: Duration = .seconds(7 * 86_400), threshold: Double = 0.6) {
        self.window = window
        self.threshold = threshold
    }
}
