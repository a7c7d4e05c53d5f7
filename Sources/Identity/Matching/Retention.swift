package import Bytes
import Syndication

/// How long an item is remembered once its source shows it no more: the source's `remember`.
package struct Retention: Sendable, Equatable {
    /// The day, since 1970, on which it left; nil while it is shown.
    package let left: Int?
    /// nil where nobody has said: for good.
    package let remember: Duration?
    /// When its source was last read, or was what it had been: a source that is gone, or never asked, shows nothing.
    package let lastSuccess: Timestamp?

    package init(
        left: Int?, remember: Duration?, lastSuccess: Timestamp?
    ) {
        self.left = left
        self.remember = remember
        self.lastSuccess = lastSuccess
    }

    package func isOver(at now: Timestamp) -> Bool {
        guard let remember, let last = left.map(Self.end) ?? lastSuccess else { return false }
        return now.since(last) > remember
    }

    package static func day(of moment: Timestamp) -> Int { Int(clamping: moment.milliseconds / 86_400_000) }

    private static func end(of day: Int) -> Timestamp { Timestamp(milliseconds: 0) + .seconds(86_400) * (day + 1) }
}
