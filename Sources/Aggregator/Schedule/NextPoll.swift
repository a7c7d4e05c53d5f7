import Bytes
import Configuration
import Syndication
import Transfer

/// Computes when a source is polled next. Pure: the time and a random number are passed in.
enum NextPoll {
    /// The longest backoff after failures, before jitter.
    static let longestBackoff = Duration.seconds(24 * 60 * 60)

    /// After a document that was read, or a 304: not sooner than the publisher asks for, and not later than the source's `interval_max`.
    ///
    /// - Parameters:
    ///   - freshness: from Cache-Control or Expires, counted from `now`.
    ///   - rhythm: the feed's `ttl`, `sy:updatePeriod`, `skipHours` and `skipDays`.
    static func afterSuccess(of source: Source, freshness: Duration?, rhythm: Feed.Rhythm, now: Timestamp) -> Timestamp {
        let asked = [
            freshness, rhythm.ttlMinutes.map { .seconds(clamped($0, most: 1 << 24) * 60) },
            rhythm.updatePeriodSeconds.map { .seconds(clamped($0, most: 1 << 30)) },
        ].compactMap { $0 }
        let latest = now + source.intervalMax
        let due = now + max(source.interval, source.intervalMin, asked.max() ?? .zero)
        return min(skipping(due, rhythm: rhythm, latest: latest), latest)
    }

    /// After a number of consecutive failures: exponential backoff up to a day, with a jitter of ±20 % so that sources that failed together are not polled
    /// together again.
    ///
    /// - Parameters:
    ///   - chance: a uniform random number in 0 ..< 1.
    ///   - retryAfter: a lower limit, which may lie beyond the source's `interval_max`.
    static func afterFailure(_ failures: Int, of source: Source, retryAfter: Duration?, chance: Double, now: Timestamp) -> Timestamp {
        let doubled = source.interval.seconds * Double(1 << clamped(failures - 1, most: 20))
        let backoff = min(max(doubled, source.intervalMin.seconds), longestBackoff.seconds)
        let jittered = Duration.seconds(backoff * (0.8 + 0.4 * chance))
        return now + max(jittered, source.intervalMin, retryAfter ?? .zero)
    }

    /// Caps a stored due time at the latest one that could be computed now: a later one was stored while the clock was wrong.
    static func bounded(_ due: Timestamp, notBefore: Timestamp?, of source: Source, now: Timestamp) -> Timestamp {
        let latest = now + max(source.intervalMax, longestBackoff + longestBackoff / 5)
        let held = notBefore.map { min($0, now + Freshness.longestRetryAfter) }
        return max(min(due, latest), held ?? now)
    }

    /// The first time from `due` on that is in none of `skipHours` and `skipDays` (UTC).
    private static func skipping(_ due: Timestamp, rhythm: Feed.Rhythm, latest: Timestamp) -> Timestamp {
        guard !rhythm.skipHours.isEmpty || !rhythm.skipDays.isEmpty else { return due }
        let hour: Int64 = 60 * 60 * 1_000
        var moment = due
        while moment < latest {
            let hours = Int64((Double(moment.milliseconds) / Double(hour)).rounded(.down))
            let hourOfDay = Int(((hours % 24) + 24) % 24)
            // 1970-01-01 was a Thursday; 0 is Monday.
            let day = Int((((hours - Int64(hourOfDay)) / 24 + 3) % 7 + 7) % 7)
            guard rhythm.skipHours.contains(hourOfDay) || rhythm.skipDays.contains(day) else { return moment }
            moment = Timestamp(milliseconds: (hours + 1) * hour)
        }
        return moment
    }

    private static func clamped(_ value: Int, most: Int) -> Int { min(max(value, 0), most) }
}
