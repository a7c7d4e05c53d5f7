import Syndication

/// One step of a batch's way. Stages keep no state between batches.
protocol Stage: Sendable {
    /// - Throws: what makes the whole batch unusable; the source is then marked failed with it.
    func process(_ batch: inout Batch) async throws
}

/// The stages in their order. At most `width` batches are under way at once, so that parsing does not starve the actors or fill the memory.
struct Pipeline: Sendable {
    private let stages: [any Stage]
    private let permits: Permits

    init(content: ContentForm, width: Int) {
        stages = [Parse(), Recognize(), Normalize(), LimitBacklog(), Enrich(), Learn(), CleanContent(), Sign(content: content)]
        permits = Permits(width)
    }

    /// Runs on the concurrent pool, whatever queue the caller is on.
    func run(_ batch: inout Batch) async throws {
        await permits.take()
        defer { permits.giveBack() }
        try await withTaskExecutorPreference(globalConcurrentExecutor) {
            for stage in stages { try await stage.process(&batch) }
        }
    }
}
