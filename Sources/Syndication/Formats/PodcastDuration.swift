/// Durations of podcasts (`itunes:duration`, `psc:chapter@start`) and Media RSS: `3723`, `62:03`, `1:02:03`, `00:45:10.5`.
enum PodcastDuration {
    /// The duration in seconds; nil where `text` is no duration.
    static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count) else { return nil }
        var total = 0.0
        for part in parts {
            guard let value = Double(part.trimmingSpace()), value.isFinite, value >= 0, value < 1e9 else { return nil }
            total = total * 60 + value
        }
        return total
    }
}
