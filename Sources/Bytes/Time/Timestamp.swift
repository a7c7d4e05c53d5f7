internal import Glibc

/// A moment in UTC, in milliseconds since 1970-01-01T00:00:00Z (proleptic Gregorian, no leap seconds).
public struct Timestamp: Sendable, Hashable, Comparable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Nil if there is no such day or time. `second` may be 60, a leap second, which becomes the first second of the next minute.
    ///
    /// - Parameter zoneMinutes: minutes east of UTC.
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0, zoneMinutes: Int = 0
    ) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year),
            (0...24).contains(hour), hour < 24 || (minute == 0 && second == 0), (0...59).contains(minute), (0...60).contains(second),
            (0...999).contains(millisecond), abs(zoneMinutes) <= 24 * 60
        else { return nil }
        let minutes = Self.daysSinceEpoch(year: year, month: month, day: day) * 1440 + hour * 60 + minute - zoneMinutes
        milliseconds = Int64(minutes) * 60_000 + Int64(second) * 1000 + Int64(millisecond)
    }

    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// `2026-11-22T10:00:00.123Z`, without a fraction if that is zero. Years are clamped to 0...9999.
    public var rfc3339: String {
        String(unsafeUninitializedCapacity: 24) { buffer in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
                let count = write(into: digits)
                for index in 0..<count { buffer[index] = digits[index] }
                return count
            }
        }
    }

    /// Writes ``rfc3339`` into a buffer of at least 24 bytes. Returns the number of bytes written.
    package func write(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let earliest: Int64 = -62_167_219_200_000
        let latest: Int64 = 253_402_300_799_999
        let clamped = min(max(milliseconds, earliest), latest)
        let day = Int((clamped - earliest) / 86_400_000) - 719_528
        let rest = Int((clamped - earliest) % 86_400_000)
        let (year, month, dayOfMonth) = Self.civil(daysSinceEpoch: day)
        var at = 0
        func put(_ value: Int, _ digits: Int) {
            var value = value
            for offset in stride(from: digits - 1, through: 0, by: -1) {
                buffer[at + offset] = UInt8(truncatingIfNeeded: 0x30 + value % 10)
                value /= 10
            }
            at += digits
        }
        func put(_ character: UInt8) {
            buffer[at] = character
            at += 1
        }
        put(year, 4)
        put(0x2d)
        put(month, 2)
        put(0x2d)
        put(dayOfMonth, 2)
        put(0x54)
        put(rest / 3_600_000, 2)
        put(0x3a)
        put(rest / 60_000 % 60, 2)
        put(0x3a)
        put(rest / 1000 % 60, 2)
        if rest % 1000 != 0 {
            put(0x2e)
            put(rest % 1000, 3)
        }
        put(0x5a)
        return at
    }

    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    package static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package static func civil(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
