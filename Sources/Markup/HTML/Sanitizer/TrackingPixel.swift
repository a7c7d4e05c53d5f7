/// Judges whether an image only counts readers: by the size at which it is shown, and by what its URL says.
///
/// Whether an image is hidden is no question of its own: the sanitizer removes whatever is hidden (``InlineStyle``), with the images in it.
enum TrackingPixel {
    /// What speaks for a picture that readers look at, though its URL looks like that of a counter. Only what the sanitizer writes counts, so
    /// that the judgement is the same when its output is sanitized again.
    struct Evidence: OptionSet {
        let rawValue: UInt8

        /// Its attributes state that it has at least 32 pixels in both directions.
        static let isLarge = Evidence(rawValue: 1)
        /// Its description has words (``describes(_:)``).
        static let isDescribed = Evidence(rawValue: 2)
        /// It is in a `figure`.
        static let isInFigure = Evidence(rawValue: 4)
    }

    /// Whether an image with a URL of that kind is a tracking pixel.
    ///
    /// - Parameter evidence: computed only where it matters.
    static func matches(_ kind: TrackerURL.Kind?, evidence: @autoclosure () -> Evidence) -> Bool {
        switch kind {
        case nil: false
        case .collector: true
        case .spacer: !evidence().contains(.isDescribed)
        case .named: evidence().subtracting(.isDescribed).isEmpty
        case .likely: evidence().isEmpty
        }
    }

    /// The least number of pixels of either side of an image that is large: more than icons and badges have, which counters look like.
    static let leastLarge = 32

    /// Whether a description names something, in at least two words of which one is none that counters are described with.
    static func describes(_ alternative: String) -> Bool {
        let words = alternative.lowercased().split { !$0.isLetter }
        // Chinese and Japanese have no spaces between words.
        if words.contains(where: { $0.count >= 2 && ($0.unicodeScalars.first?.value ?? 0) >= 0x2E80 }) { return true }
        let meaningful = words.filter { $0.count >= 3 }
        return meaningful.count >= 2 && !meaningful.allSatisfy { counterWords.contains(String($0)) }
    }

    private static let counterWords: Set<String> = [
        "analytics", "beacon", "blank", "bug", "clear", "code", "count", "counter", "email", "empty", "gif", "hidden", "hit", "image",
        "img",
        "impression", "invisible", "newsletter", "open", "page", "pixel", "pixels", "png", "post", "spacer", "statistic", "statistics",
        "stats",
        "tag", "the", "tracker", "tracking", "transparent", "view", "views", "visit", "visitor", "visits", "web", "zaehler", "zählpixel",
    ]
}
