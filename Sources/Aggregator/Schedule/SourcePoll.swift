import Bytes
import Configuration
import Logging
import Store
import Syndication
import Transfer

/// One poll of one source, from what is known of it to the receipt of what came.
struct SourcePoll: Sendable {
    let store: Store
    let fetcher: Fetcher
    let budget: MemoryBudget
    let pipeline: Pipeline
    let committer: Committer
    var now: @Sendable () -> Timestamp = { .now() }
    let log: Logger

    /// - Parameters:
    ///   - known: the source's state, where it has been read from the store already.
    ///   - isForced: by name: due times, freshness and a stop by 410 are ignored; Retry-After is not.
    func run(_ source: Source, known: SourceState? = nil, isForced: Bool) async -> PollReport {
        do {
            let known = try known ?? store.read { try $0.state(of: source.name) } ?? SourceState()
            var state = known
            state.adapt(to: source)
            if let refusal = refusal(of: source, state, isForced: isForced) { return refusal }
            let reading = await read(try await ask(source, state), source, state, known)
            let receipt = try await committer.commit(reading.submission)
            if receipt.counts.mayHaveMissed {
                log.notice("source \(source.name): no item of its document was known: some may have been missed: a shorter interval helps")
            }
            if receipt.state.habits.contains(.uselessGUIDs), !known.habits.contains(.uselessGUIDs) {
                log.notice("source \(source.name): its guids are useless and not asked for any more: items are told by address and text")
            }
            return report(reading, receipt)
        } catch let error as CommitError {
            return PollReport(source: source.name, outcome: .unwritable(error.description))
        } catch let error as StoreError {
            return PollReport(source: source.name, outcome: .unwritable(error.description))
        } catch {
            return PollReport(source: source.name, outcome: .cancelled)
        }
    }

    private func refusal(of source: Source, _ state: SourceState, isForced: Bool) -> PollReport? {
        let now = now()
        // A moment further off than Retry-After can be was told by a clock that has been set back since.
        if let moment = state.schedule.notBefore, moment > now, moment <= now + Freshness.longestRetryAfter {
            return PollReport(source: source.name, outcome: .deferred(until: moment), nextDue: moment, status: state.schedule.status)
        }
        if state.isStopped, !isForced { return PollReport(source: source.name, outcome: .stopped, status: state.schedule.status) }
        return nil
    }

    /// - Throws: `CancellationError` alone.
    private func ask(_ source: Source, _ state: SourceState) async throws -> Answer {
        await budget.room()
        let request = Request(
            url: state.document.movedURL ?? source.url, validators: state.document.validators, timeout: source.timeout,
            bodyLimit: source.maxBody, allowsFile: source.isFile)
        do {
            return Answer(try await fetcher.fetch(request), to: state, now: now())
        } catch .cancelled {
            throw CancellationError()
        } catch {
            return .failed(Answer.Failure(reason: error.description))
        }
    }

    /// What a poll hands to the committer, and what its report needs besides. The response is let go by then.
    private struct Reading {
        let submission: PollCommit
        var isUnchanged = false
        /// How long the host is to be left alone.
        var hold: Duration?
    }

    /// Takes the answer through the pipeline, and the state to where the poll leaves it.
    private func read(
        _ answer: consuming Answer, _ source: Source, _ state: SourceState, _ before: SourceState
    ) async -> Reading {
        var state = state
        let now = now()
        switch answer {
        case .unchanged(let response):
            state.wasUnchanged(response, of: source, now: now)
            return Reading(submission: PollCommit(source: source.name, before: before, state: state, batch: nil), isUnchanged: true)
        case .failed(let failure):
            state.hasFailed(failure, of: source, chance: .random(in: 0..<1), now: now)
            return Reading(submission: PollCommit(source: source.name, before: before, state: state, batch: nil), hold: failure.hold)
        case .document(let response, let digest):
            return await read(response, digest: digest, source, state, before, now: now)
        }
    }

    /// By itself, so that polls that find nothing new do without the memory it takes: all those of a group wait for their commit together.
    @inline(never)
    private func read(
        _ response: consuming Response, digest: UInt64, _ source: Source, _ state: SourceState, _ before: SourceState, now: Timestamp
    ) async -> Reading {
        var state = state
        var response = response
        var batch: Batch?
        var problem = response.interruption?.description
        do {
            let document = Batch.Document(response, digest: digest)
            response.body = Body()
            let processed = try await process(document, of: source, state, now: now)
            state.wasRead(processed, response, of: source, now: now)
            batch = processed
        } catch {
            problem = problem ?? "\(error)"
        }
        if let problem {
            let failure = Answer.Failure(reason: problem, status: response.status)
            state.hasFailed(failure, of: source, chance: .random(in: 0..<1), now: now)
        }
        return Reading(submission: PollCommit(source: source.name, before: before, state: state, batch: batch))
    }

    private func process(
        _ document: consuming Batch.Document, of source: Source, _ state: SourceState, now: Timestamp
    ) async throws -> Batch {
        let lease = budget.lease(Self.batchWeight * document.body.bytes.count)
        var batch = Batch(source: source, state: state, polledAt: now, document: document, lease: lease)
        try await pipeline.run(&batch)
        batch.lease = budget.lease(batch.encodedBytes)
        for warning in batch.feed.warnings { log.info("source \(source.name): \(warning)") }
        return batch
    }

    /// How many times its document's bytes a batch takes beside them while it is worked on: items as parsed, cleaned, folded and encoded.
    private static let batchWeight = 4

    private func report(_ reading: Reading, _ receipt: CommitResult) -> PollReport {
        let schedule = receipt.state.schedule
        let tally = receipt.counts
        let outcome: PollReport.Outcome =
            if reading.isUnchanged {
                .unchanged
            } else if reading.submission.batch == nil {
                .failed(schedule.error ?? "")
            } else if let why = schedule.error {
                .cutShort(new: tally.new, updated: tally.updated, why: why)
            } else {
                .read(new: tally.new, updated: tally.updated)
            }
        var report = PollReport(
            source: reading.submission.source, outcome: outcome, nextDue: receipt.state.isStopped ? nil : schedule.nextDue,
            hold: reading.hold, status: schedule.status)
        report.rounds = tally.rounds
        return report
    }
}

extension Batch.Document {
    init(_ response: Response, digest: UInt64) {
        self.init(
            body: response.body, digest: digest, url: response.url, contentType: response.headers["content-type"],
            isComplete: response.isComplete, isDelta: response.status == 226)
    }
}
