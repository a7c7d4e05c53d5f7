/// 403s by host: three of its sources refused within an hour say that the host refuses feedd as a whole. Pure: time is passed in.
struct HostBans {
    private static let window = Duration.seconds(60 * 60)
    private static let limit = 3

    private var refusals: [String: [String: ContinuousClock.Instant]] = [:]

    /// Notes that `source` got a 403, and says how long its host is to be left alone, if at all.
    mutating func note(_ source: String, host: String, at now: ContinuousClock.Instant) -> Duration? {
        var recent = refusals[host, default: [:]].filter { now - $0.value < Self.window }
        recent[source] = now
        guard recent.count >= Self.limit else {
            refusals[host] = recent
            return nil
        }
        refusals[host] = nil
        return Self.window
    }
}
