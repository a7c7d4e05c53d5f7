/// Why a source is polled.
///
/// Whoever asks for a poll gets one whatever the due time. Whoever names the source gets one also where it was set aside, stopped after 410 responses, or asked
/// for no requests for longer than a day.
enum PollCause: Int, Comparable, Sendable {
    /// It is due.
    case due
    /// Somebody asked for a poll of all sources.
    case asked
    /// Somebody asked for a poll of this source by name.
    case named

    static func < (a: PollCause, b: PollCause) -> Bool { a.rawValue < b.rawValue }
}
