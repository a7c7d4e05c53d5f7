import Bytes
import Configuration
import Logging
import Store
import Syndication
import Transfer
import WebAddress

/// One poll of one source: reads its state from the store, fetches, runs the pipeline, commits, and reports.
struct SourcePoll: Sendable {
    let store: Store
    let fetcher: Fetcher
    let programs: ProgramRunner
    let budget: MemoryBudget
    let pipeline: Pipeline
    let committer: Committer
    let underWay: DocumentsUnderWay
    let lists: ListPages
    let time: TimeSource
    let log: Logger

    /// - Parameters:
    ///   - known: the source's state, where it has been read from the store already.
    ///   - cause: for one that was named, a stop after 410 responses and a Retry-After of more than a day are ignored, and a document that is set aside is
    ///     read; a shorter Retry-After is not.
    ///   - turn: waits for the turn of a host that the poll is redirected to.
    func run(
        _ source: Source, known: SourceState? = nil, _ cause: PollCause, turn: Request.RedirectTurn? = nil
    ) async -> PollReport {
        do {
            let known = try known ?? store.read { try $0.state(of: source.name) } ?? SourceState()
            var state = known
            state.adapt(to: source)
            if let refusal = refusal(of: source, state, cause) { return refusal }
            let reading = await read(try await fetch(source, state, cause, turn), source, state, known, cause)
            let receipt = try await committer.commit(reading.submission)
            note(reading, receipt, of: source, before: known)
            return report(reading, receipt)
        } catch let error as CommitError {
            return PollReport(source: source.name, outcome: .unwritable(error.description))
        } catch let error as StoreError {
            return PollReport(source: source.name, outcome: .unwritable(error.description))
        } catch {
            return PollReport(source: source.name, outcome: .cancelled)
        }
    }

    private func refusal(of source: Source, _ state: SourceState, _ cause: PollCause) -> PollReport? {
        let now = time.now()
        // A time that is later than the longest accepted Retry-After was stored while the clock was wrong, and is ignored.
        if let moment = state.schedule.notBefore, moment > now, moment <= now + Freshness.longestRetryAfter {
            if cause == .named, let last = state.schedule.lastPoll, moment.since(last) > PollSchedule.longestObedience {
                log.notice(
                    "source \(source.name): polled since it was asked for by name: the server asked for no requests before \(moment.rfc3339)"
                )
                return nil
            }
            return PollReport(source: source.name, outcome: .deferred(until: moment), nextDue: moment, status: state.schedule.status)
        }
        if state.isStopped, cause < .named { return PollReport(source: source.name, outcome: .stopped, status: state.schedule.status) }
        return nil
    }

    /// What is committed, and what the report needs besides. The response is released before the commit.
    private struct Reading {
        let submission: PollCommit
        var isUnchanged = false
        /// Why there is no document; nil where there is one, or nothing new.
        var failure: PollFailure?
    }

    /// Runs the pipeline over the response, and computes the source's state after the poll.
    private func read(
        _ response: consuming PollResponse, _ source: Source, _ state: SourceState, _ before: SourceState, _ cause: PollCause
    ) async -> Reading {
        var state = state
        let now = time.now()
        switch response {
        case .unchanged(let response):
            state.wasUnchanged(response, of: source, now: now)
            return Reading(submission: PollCommit(source: source.name, before: before, state: state, batch: nil), isUnchanged: true)
        case .failed(let failure):
            state.hasFailed(failure, of: source, chance: time.chance(), now: now)
            return Reading(submission: PollCommit(source: source.name, before: before, state: state, batch: nil), failure: failure)
        case .document(let response, let digest):
            return await read(response, digest: digest, source, state, before, cause, now: now)
        }
    }

    /// Not inlined, which keeps its large frame out of polls without new content: many of them are suspended at once, awaiting the group commit.
    @inline(never)
    private func read(
        _ response: consuming Response, digest: UInt64, _ source: Source, _ state: SourceState, _ before: SourceState, _ cause: PollCause,
        now: Timestamp
    ) async -> Reading {
        var state = state
        var response = response
        var batch: Batch?
        var problem = response.interruption.map(PollError.transfer)
        do {
            var document = Batch.Document(response, digest: digest)
            if case .page(let rules) = source.reading, rules.pages > 1 {
                document.furtherPages = await lists.furtherPages(
                    after: response.body.bytes, url: document.url, contentType: document.contentType, rules, of: source)
            }
            let body = response.body
            response.body = Body()
            let processed = try await process(consume body, document, of: source, state, cause, now: now)
            state.wasRead(processed, response, of: source, now: now)
            if !processed.isWhole { state.schedule.error = PollError.cutDocument.description }
            batch = processed
        } catch {
            problem = problem ?? .unreadable(error)
        }
        if let problem { state.hasFailed(PollFailure(problem, status: response.status), of: source, chance: time.chance(), now: now) }
        return Reading(submission: PollCommit(source: source.name, before: before, state: state, batch: batch))
    }

    private func process(
        _ body: consuming Body, _ document: Batch.Document, of source: Source, _ state: SourceState, _ cause: PollCause, now: Timestamp
    ) async throws(UnreadableDocument) -> Batch {
        let reading: DocumentsUnderWay.Reading
        do {
            reading = try await underWay.begin(.init(of: source.name, digest: document.digest), isForced: cause == .named, now: now)
        } catch {
            throw UnreadableDocument(error)
        }
        defer { underWay.end(reading) }
        // After the note: a suspect holds no memory while it waits for another.
        let lease = await budget.work(Self.batchWeight * document.furtherPages.reduce(body.bytes.count) { $0 + $1.bytes.count })
        var batch = try await pipeline.run(body, document, of: source, state, at: now, lease: lease)
        batch.lease = budget.lease(batch.encodedBytes)
        for warning in batch.feed.warnings { log.info("source \(source.name): \(warning)") }
        return batch
    }

    /// Memory that a batch takes while it goes through the pipeline, as a multiple of its document's bytes: items as parsed, cleaned, folded and encoded.
    private static let batchWeight = 4

    private func note(_ reading: Reading, _ receipt: CommitResult, of source: Source, before: SourceState) {
        if receipt.counts.mayHaveMissed, let batch = reading.submission.batch {
            log.notice(
                """
                source \(source.name): all \(batch.candidates.count) items are new, so some may have been missed since the previous poll: shorten \
                its interval
                """)
        }
        if receipt.counts.pagesLeftOut > 0 {
            log.notice(
                """
                source \(source.name): \(receipt.counts.pagesLeftOut) items are journaled with the feed's content: their pages are on other sites, of \
                which feedd fetches \(PageCeilings.perPoll) a poll and \(PageCeilings.perHour) an hour for a source
                """)
        }
        if let undecided = reading.submission.batch?.undecided, undecided > 0 {
            log.warning(
                """
                source \(source.name): \(undecided) items are kept whatever the filter says: its regular expressions take too long on them: simplify those \
                with large counts, or let them look at 'title' instead of 'text'
                """)
        }
        if receipt.state.habits.contains(.uselessGUIDs), !before.habits.contains(.uselessGUIDs) {
            log.notice(
                """
                source \(source.name): guids are not stable (all identical, or new on every poll): items are matched by URL and text from now on
                """)
        }
    }

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
            hold: reading.failure?.hold, host: reading.failure?.host, status: schedule.status)
        report.rounds = tally.rounds
        report.filtered = tally.filtered
        return report
    }
}

extension Batch.Document {
    init(_ response: Response, digest: UInt64) {
        self.init(
            digest: digest, url: response.url, contentType: response.headers["content-type"], isComplete: response.isComplete,
            isDelta: response.status == 226)
    }
}
