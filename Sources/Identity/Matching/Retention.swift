package import Bytes
import Syndication

/// How long an item is remembered after its source stopped showing it: the source's `remember`.
package struct Retention: Sendable, Equatable {
    /// The first day, counted from 1970-01-01, on which the source no longer showed the item; nil while it is shown.
    package let left: Int?
    /// nil: no limit is known, the item is remembered for good.
    package let remember: Duration?
    /// When the source last answered with a document or a 304. An item of a source that never answers is not forgotten by the day it
    /// left.
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
