import Bytes
import Configuration
import Store
import Syndication
import Transfer

/// How a poll changes the state of its source. Pure: time and chance are passed in.
extension SourceState {
    /// The document has not changed.
    mutating func wasUnchanged(_ response: Response, of source: Source, now: Timestamp) {
        noteMove(response, of: source)
        // A 304 may bring new validators (RFC 9110 § 15.4.5); one without any confirms those of the request.
        let validators = response.headers.validators
        if !validators.isEmpty { document.validators = validators }
        succeeded(response, of: source, now: now)
    }

    /// A document was read. Validators of an incomplete one are not kept, so that the next poll gets it whole.
    mutating func wasRead(_ batch: Batch, _ response: Response, of source: Source, now: Timestamp) {
        noteMove(response, of: source)
        document.validators = batch.isWhole ? response.headers.validators : Validators()
        document.bodyDigest = batch.isWhole ? batch.document.digest : nil
        document.title = batch.feed.title
        document.rhythm = batch.feed.rhythm
        if let count = batch.parsed.listedItems { document.usualItems = ExpectedItems.usual(document.usualItems, after: count) }
        succeeded(response, of: source, now: now)
    }

    /// There was no response, or none with a document that could be read to its end.
    mutating func hasFailed(_ failure: PollFailure, of source: Source, chance: Double, now: Timestamp) {
        schedule.lastPoll = now
        schedule.status = failure.status
        schedule.error = failure.error.description
        schedule.failures = min(schedule.failures + 1, 1_000)
        schedule.notBefore = failure.retryAfter.map { now + $0 }
        if case .unreadable(let error) = failure.error, let count = error.listedItems {
            document.usualItems = ExpectedItems.usual(document.usualItems, afterFew: count)
        }
        schedule.nextDue = NextPoll.afterFailure(
            schedule.failures, of: source, retryAfter: failure.retryAfter, chance: chance, now: now)
        if failure.status == 410 { noteGone(now) } else { schedule.goneCount = 0 }
        // Goes back to the configured URL where the permanent redirect's target keeps failing.
        if schedule.failures >= 3 { document.movedURL = nil }
        document.movingURL = nil
    }

    private mutating func succeeded(_ response: Response, of source: Source, now: Timestamp) {
        schedule.lastPoll = now
        schedule.lastSuccess = now
        schedule.status = response.status
        schedule.error = nil
        schedule.failures = 0
        schedule.goneCount = 0
        schedule.lastGone = nil
        schedule.notBefore = nil
        schedule.nextDue = NextPoll.afterSuccess(
            of: source, freshness: Freshness.lifetime(of: response.headers, status: response.status, now: now.milliseconds / 1_000),
            rhythm: document.rhythm, now: now)
    }

    private mutating func noteGone(_ now: Timestamp) {
        if let last = schedule.lastGone, now.since(last) < .seconds(24 * 60 * 60) { return }
        schedule.goneCount += 1
        schedule.lastGone = now
    }

    /// A permanent redirect (301, 308) that is seen on two polls running moves the source. A temporary redirect, or a permanent one after it, never does.
    private mutating func noteMove(_ response: Response, of source: Source) {
        // Redirects are reported without user info, so a source with credentials in its URL would lose them.
        let target = response.redirects.prefix { $0.status == 301 || $0.status == 308 }.last?.to
        guard let target, source.url == source.publicURL else {
            document.movingURL = nil
            return
        }
        if document.movingURL == target {
            document.movedURL = target
            document.movingURL = nil
        } else {
            document.movingURL = target
        }
    }
}
