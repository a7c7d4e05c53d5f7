import Bytes
import Configuration
import Store
import Syndication
import Transfer

/// One step of a batch through the pipeline. Stages keep no state between batches.
protocol Stage: Sendable {
    func process(_ batch: inout Batch)
}

/// The stages in their order. The number of batches in the pipeline is limited, so that parsing neither starves the actors nor fills the memory.
struct Pipeline: Sendable {
    private let parse: Parse
    private let stages: [any Stage]
    private let slots: AsyncSemaphore

    /// - Parameters:
    ///   - extensions: whether the elements that feedd does not read are journaled.
    ///   - width: how many batches go through at once.
    init(content: ContentForm, extensions: Bool = false, width: Int) {
        parse = Parse(collectsExtensions: extensions)
        stages = [
            Recognize(), Normalize(), LimitBacklog(), MarkPages(), Learn(), RemoveInjectedLinks(), ApplyFilter(), Sign(content: content),
        ]
        slots = AsyncSemaphore(width)
    }

    /// Runs on the concurrent pool, whatever executor the caller is on.
    ///
    /// - Parameters:
    ///   - body: released once it is parsed.
    ///   - lease: what the batch takes of the memory budget while it is in the pipeline.
    func run(
        _ body: consuming Body, _ document: Batch.Document, of source: Source, _ state: SourceState, at now: Timestamp, lease: Lease
    ) async throws(UnreadableDocument) -> Batch {
        await slots.wait()
        defer { slots.signal() }
        var body = body
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(UnreadableDocument) -> Batch in
            try read(&body, document, of: source, state, at: now, lease: lease)
        }
    }

    /// Suspends nowhere, so that all of it runs on one thread, whose CPU time the deadline counts.
    ///
    /// - Parameter body: emptied before this returns.
    func read(
        _ body: inout Body, _ document: Batch.Document, of source: Source, _ state: SourceState, at now: Timestamp, lease: Lease
    ) throws(UnreadableDocument) -> Batch {
        let deadline = CPUDeadline(ofDocument: document.furtherPages.reduce(body.bytes.count) { $0 + $1.bytes.count })
        let parsed = try parse.parse(
            &body, document, of: source, usualItems: state.document.usualItems, at: now, deadline: deadline)
        var batch = Batch(parsed, document, of: source, state, at: now, lease: lease, deadline: deadline)
        for stage in stages {
            stage.process(&batch)
            if deadline.isPassed { throw .outOfTime }
        }
        return batch
    }
}
