import Bytes

/// Dates that can hardly be meant: they are kept as said, and warned of.
enum DatePlausibility {
    /// 1990-01-01.
    private static let earliest = Timestamp(milliseconds: 631_152_000_000)
    /// Two days: clocks and zones are wrong by less.
    private static let slack: Int64 = 2 * 86_400_000

    static func warn(of item: inout Item, now: Timestamp) {
        for date in [item.published, item.modified] {
            guard let date else { continue }
            if date < earliest {
                item.warnings.append("The date \(date.rfc3339) is before 1990.")
            } else if date.milliseconds > now.milliseconds + slack {
                item.warnings.append("The date \(date.rfc3339) is in the future.")
            }
        }
    }
}
