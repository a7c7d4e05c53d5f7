/// What a pattern may take: docs/LIMITS.md.
enum PatternLimits {
    /// Instructions of a pattern, once its counted repetitions are written out.
    static let instructions = 4_000
    /// The highest count of a repetition.
    static let repetitions = 1_000
    /// Groups within groups.
    static let depth = 100
}
