/// Counts 403 responses by host. Three sources of a host that got one within an hour mean that the host refuses feedd as a whole.
struct HostBans {
    private static let window = Duration.seconds(60 * 60)
    private static let limit = 3

    /// When each source last got a 403, by host.
    private var refusals: [String: [String: ContinuousClock.Instant]] = [:]

    /// Notes that a source got a 403.
    ///
    /// - Returns: how long the host is not to be asked; nil where this says nothing of the whole host.
    mutating func noteForbidden(_ source: String, host: String, at now: ContinuousClock.Instant) -> Duration? {
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
