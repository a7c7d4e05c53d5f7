/// A date, a time, or both. A date that exists, and a time of the day; a leap second is allowed for (RFC 3339, 5.6).
///
/// Small integers keep `TOMLValue` as small as a string.
enum TOMLDateTime: Equatable {
    /// A date and time with an offset from UTC in minutes.
    case offset(Date, Time, minutes: Int16)
    case local(Date, Time)
    case date(Date)
    case time(Time)

    struct Date: Equatable {
        /// 0 to 9999.
        var year: Int16
        var month: Int8
        var day: Int8
    }

    struct Time: Equatable {
        var hour: Int8
        var minute: Int8
        /// 0 to 60.
        var second: Int8
        /// Digits beyond the ninth are cut off.
        var nanosecond: Int32
    }

    /// The type with its article, for messages.
    var kind: String {
        switch self {
        case .offset, .local: "a date and time"
        case .date: "a date"
        case .time: "a time"
        }
    }
}
