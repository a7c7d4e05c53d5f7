import Bytes

/// Removes dates that are none, and warns of implausible ones, which are kept as the document has them.
enum DatePlausibility {
    /// 1990-01-01.
    private static let earliest = Timestamp(milliseconds: 631_152_000_000)
    /// Two days in milliseconds: wrong clocks and time zones account for less.
    private static let tolerance: Int64 = 2 * 86_400_000

    /// Removes a date in year 1 (``Timestamp/isUnset``).
    static func removeUnset(_ date: inout Timestamp?) {
        if let written = date, written.isUnset { date = nil }
    }

    /// Removes dates in year 1, and adds a warning to the item for a date before 1990 and for one that is more than two days after `now`.
    static func check(_ item: inout Item, now: Timestamp) {
        removeUnset(&item.published)
        removeUnset(&item.modified)
        for date in [item.published, item.modified] {
            guard let date else { continue }
            if date < earliest {
                item.warnings.append("The date \(date.rfc3339) is before 1990.")
            } else if date.milliseconds > now.milliseconds + tolerance {
                item.warnings.append("The date \(date.rfc3339) is in the future.")
            }
        }
    }
}
