/// Scripts that set no spaces between words.
public enum UnspacedScript {
    /// Whether a letter is of such a script: Han and kana, and the scripts whose line breaks take a dictionary (UAX #14, class SA): Thai, Lao, Burmese,
    /// Khmer and the Tai scripts. Hangul is not: Korean has spaces.
    @inlinable
    public static func contains(_ scalar: UInt32) -> Bool {
        if scalar < 0x0E00 { return false }
        switch scalar {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1950...0x19DF, 0x1A20...0x1AAF, 0xA9E0...0xA9FF, 0xAA60...0xAADF,
            0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9D,
            0x1B000...0x1B16F, 0x20000...0x3FFFF:
            return true
        default:
            return false
        }
    }
}
