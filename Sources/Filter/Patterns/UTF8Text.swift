/// Reads the scalars of valid UTF-8.
enum UTF8Text {
    /// The scalar that begins at `place`, which moves behind it.
    @inline(__always)
    static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at place: inout Int) -> UInt32 {
        let first = UInt32(bytes[place])
        if first < 0x80 {
            place += 1
            return first
        }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var scalar = first & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        let end = min(place + length, bytes.count)
        for at in place + 1..<max(end, place + 1) { scalar = scalar << 6 | UInt32(bytes[at] & 0x3F) }
        place = end
        return scalar
    }
}
