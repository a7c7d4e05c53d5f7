import Bytes

/// The fast path for dates of RFC 822 in their most frequent form, `Sun, 22 Nov 2026 10:00:00 +0200`. ``LooseDate`` reads all others.
enum RFC822Date {
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        guard let base = text.baseAddress else { return nil }
        var at = 0
        // Skip a weekday of three letters.
        if text.count > 5, text[3] == 0x2c, text[4] == 0x20 { at = 5 }
        guard let day = number(text, &at, 1...2), at < text.count, text[at] == 0x20 else { return nil }
        at += 1
        guard at + 4 <= text.count, text[at + 3] == 0x20, let month = month(base + at) else { return nil }
        at += 4
        guard let year = number(text, &at, 4...4), at < text.count, text[at] == 0x20 else { return nil }
        at += 1
        guard let hour = number(text, &at, 2...2), at < text.count, text[at] == 0x3a else { return nil }
        at += 1
        guard let minute = number(text, &at, 2...2) else { return nil }
        var second = 0
        if at < text.count, text[at] == 0x3a {
            at += 1
            guard let value = number(text, &at, 2...2) else { return nil }
            second = value
        }
        guard at < text.count, text[at] == 0x20 else { return nil }
        at += 1
        guard let zone = zone(text, at) else { return nil }
        return Timestamp(year: year, month: month, day: day, hour: hour, minute: minute, second: second, zoneMinutes: zone)
    }

    private static func number(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while at < text.count, count < digits.upperBound, ASCII.isDigit(text[at]) {
            value = value * 10 + Int(text[at] &- 0x30)
            at += 1
            count += 1
        }
        return count >= digits.lowerBound ? value : nil
    }

    private static func month(_ name: UnsafePointer<UInt8>) -> Int? {
        let key = UInt32(name[0] | 0x20) << 16 | UInt32(name[1] | 0x20) << 8 | UInt32(name[2] | 0x20)
        switch key {
        case 0x6a616e: return 1
        case 0x666562: return 2
        case 0x6d6172: return 3
        case 0x617072: return 4
        case 0x6d6179: return 5
        case 0x6a756e: return 6
        case 0x6a756c: return 7
        case 0x617567: return 8
        case 0x736570: return 9
        case 0x6f6374: return 10
        case 0x6e6f76: return 11
        case 0x646563: return 12
        default: return nil
        }
    }

    /// The offset of the time zone `+0200`, `GMT`, `UTC` or `Z` in minutes east of UTC; nil for another one, and where anything follows.
    private static func zone(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        let rest = text.count - at
        if rest == 5, text[at] == 0x2b || text[at] == 0x2d {
            var next = at + 1
            guard let hours = number(text, &next, 2...2), let minutes = number(text, &next, 2...2), hours < 24, minutes < 60 else {
                return nil
            }
            return (text[at] == 0x2b ? 1 : -1) * (hours * 60 + minutes)
        }
        if rest == 3 {
            let name = (text[at], text[at + 1], text[at + 2])
            return name == (0x47, 0x4d, 0x54) || name == (0x55, 0x54, 0x43) ? 0 : nil
        }
        return rest == 1 && text[at] == 0x5a ? 0 : nil
    }
}
