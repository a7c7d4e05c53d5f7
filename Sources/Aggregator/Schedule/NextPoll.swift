import Bytes
import Configuration
import Syndication
import Transfer

/// When a source is to be polled next. Pure: time and chance are passed in.
enum NextPoll {
    /// The longest that failures push a poll away.
    static let longestBackoff = Duration.seconds(24 * 60 * 60)

    /// After an answer that was read, or a 304: never sooner than what the publisher asks for, nor later than the source's `interval_max`.
    ///
    /// - Parameter freshness: from Cache-Control or Expires, counted from `now`.
    static func afterSuccess(of source: Source, freshness: Duration?, rhythm: Feed.Rhythm, now: Timestamp) -> Timestamp {
        let asked = [
            freshness, rhythm.ttlMinutes.map { .seconds(clamped($0, most: 1 << 24) * 60) },
            rhythm.updatePeriodSeconds.map { .seconds(clamped($0, most: 1 << 30)) },
        ].compactMap { $0 }
        let latest = now + source.intervalMax
        let due = now + max(source.interval, source.intervalMin, asked.max() ?? .zero)
        return min(skipping(due, rhythm: rhythm, latest: latest), latest)
    }

    /// After the `failures`th failure running: twice as long each time, to a day, and a fifth more or less so that sources that failed together
    /// do not come back together.
    ///
    /// - Parameters:
    ///   - chance: 0 ..< 1.
    ///   - retryAfter: may push it past the source's `interval_max`, up to a week.
    static func afterFailure(_ failures: Int, of source: Source, retryAfter: Duration?, chance: Double, now: Timestamp) -> Timestamp {
        let doubled = source.interval.seconds * Double(1 << clamped(failures - 1, most: 20))
        let backoff = min(max(doubled, source.intervalMin.seconds), longestBackoff.seconds)
        let jittered = Duration.seconds(backoff * (0.8 + 0.4 * chance))
        return now + max(jittered, source.intervalMin, retryAfter ?? .zero)
    }

    /// As `due`, but where the clock was set back: never later than the source's longest interval from now.
    static func bounded(_ due: Timestamp, notBefore: Timestamp?, of source: Source, now: Timestamp) -> Timestamp {
        let latest = now + max(source.intervalMax, longestBackoff + longestBackoff / 5)
        let held = notBefore.map { min($0, now + Freshness.longestRetryAfter) }
        return max(min(due, latest), held ?? now)
    }

    /// The first moment from `due` on that is in none of the hours and days to skip.
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
