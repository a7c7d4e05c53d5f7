import Bytes

/// How many pages a source may have fetched that are not on its own site: feedd does not ask other people's servers for whatever a feed names. A value
/// without a clock: the time is passed in.
struct PageCeilings {
    /// For the items of one poll.
    static let perPoll = 100
    /// For the polls of an hour.
    static let perHour = 200

    private static let window = Duration.seconds(60 * 60)
    private static let mostSources = 10_000

    private struct Window {
        let begin: Timestamp
        var used = 0
        var isTold = false
    }

    private var windows: [String: Window] = [:]

    /// Takes one page of this hour; false where there are none left.
    mutating func take(of source: String, at now: Timestamp) -> Bool {
        open(source, at: now)
        guard let used = windows[source]?.used, used < Self.perHour else { return false }
        windows[source]?.used += 1
        return true
    }

    /// Whether it is to be said that pages were left out: once an hour for a source.
    mutating func tells(of source: String, at now: Timestamp) -> Bool {
        open(source, at: now)
        defer { windows[source]?.isTold = true }
        return windows[source]?.isTold == false
    }

    private mutating func open(_ source: String, at now: Timestamp) {
        if let window = windows[source], now >= window.begin, now.since(window.begin) < Self.window { return }
        if windows.count >= Self.mostSources { windows = windows.filter { now.since($0.value.begin) < Self.window } }
        windows[source] = Window(begin: now)
    }
}
