import Bytes

/// Dates of RFC 3339, such as `2026-11-22T10:00:00.123+02:00`: the form of Atom and JSON Feed, and the one that feedd writes.
enum RFC3339Date {
    /// - Parameter strictly: whether seconds and time zone are required, as in RFC 3339. If not, they may be missing, and the time is UTC.
    static func parse(_ text: UnsafeBufferPointer<UInt8>, strictly: Bool) -> Timestamp? {
        var reader = Reader(text: text)
        guard let year = reader.digits(4), reader.take(0x2d), let month = reader.digits(2), reader.take(0x2d), let day = reader.digits(2)
        else { return nil }
        guard reader.take(0x54) || reader.take(0x74) || reader.take(0x20), let hour = reader.digits(2), reader.take(0x3a),
            let minute = reader.digits(2)
        else { return nil }
        var second = 0
        var millisecond = 0
        if reader.take(0x3a) {
            guard let value = reader.digits(2) else { return nil }
            second = value
            if reader.take(0x2e) {
                guard let value = reader.fraction() else { return nil }
                millisecond = value
            }
        } else if strictly {
            return nil
        }
        var zone = 0
        if !(reader.take(0x5a) || reader.take(0x7a)) {
            let isEast = reader.take(0x2b)
            if isEast || reader.take(0x2d) {
                guard let hours = reader.digits(2), reader.take(0x3a), let minutes = reader.digits(2), hours < 24, minutes < 60 else {
                    return nil
                }
                zone = (isEast ? 1 : -1) * (hours * 60 + minutes)
            } else if strictly {
                return nil
            }
        }
        guard reader.isAtEnd else { return nil }
        return Timestamp(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond, zoneMinutes: zone)
    }

    private struct Reader {
        let text: UnsafeBufferPointer<UInt8>
        var at = 0

        var isAtEnd: Bool { at == text.count }

        mutating func take(_ byte: UInt8) -> Bool {
            guard at < text.count, text[at] == byte else { return false }
            at += 1
            return true
        }

        mutating func digits(_ count: Int) -> Int? {
            guard at + count <= text.count else { return nil }
            var value = 0
            for offset in 0..<count {
                let digit = text[at + offset] &- 0x30
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
            }
            at += count
            return value
        }

        /// The fraction of a second after the point, in milliseconds, truncated.
        mutating func fraction() -> Int? {
            var value = 0
            var scale = 100
            let start = at
            while at < text.count, ASCII.isDigit(text[at]) {
                value += Int(text[at] &- 0x30) * scale
                scale /= 10
                at += 1
            }
            return at > start ? value : nil
        }
    }
}
