import Bytes
import Configuration
import Store
import Syndication
import Transfer

/// How a poll changes what is known of its source. Pure: time and chance are passed in.
extension SourceState {
    /// The document is what it was.
    mutating func wasUnchanged(_ response: Response, of source: Source, now: Timestamp) {
        noteMove(response, of: source)
        // A 304 may bring new validators (RFC 9110, 15.4.5); without any it stands for those it was asked with.
        let validators = response.headers.validators
        if !validators.isEmpty { document.validators = validators }
        succeeded(response, of: source, now: now)
    }

    /// A document was read. One that broke off is asked for again, whole.
    mutating func wasRead(_ batch: Batch, _ response: Response, of source: Source, now: Timestamp) {
        noteMove(response, of: source)
        document.validators = batch.isWhole ? response.headers.validators : Validators()
        document.bodyDigest = batch.isWhole ? batch.document.digest : nil
        document.title = batch.feed.title
        document.rhythm = batch.feed.rhythm
        succeeded(response, of: source, now: now)
    }

    /// There was no answer, or none that could be read.
    mutating func hasFailed(_ failure: Answer.Failure, of source: Source, chance: Double, now: Timestamp) {
        schedule.lastPoll = now
        schedule.status = failure.status
        schedule.error = failure.reason
        schedule.failures = min(schedule.failures + 1, 1_000)
        schedule.notBefore = failure.retryAfter.map { now + $0 }
        schedule.nextDue = NextPoll.afterFailure(
            schedule.failures, of: source, retryAfter: failure.retryAfter, chance: chance, now: now)
        if failure.status == 410 { noteGone(now) } else { schedule.goneCount = 0 }
        // A move that leads nowhere is taken back.
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

    /// 301 and 308, seen twice running, move the source; a temporary redirect, or a permanent one behind it, never does.
    private mutating func noteMove(_ response: Response, of source: Source) {
        // The hops are told without user info, which the source would lose.
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
