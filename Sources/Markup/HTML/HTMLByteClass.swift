/// What the byte of a text asks of who copies it.
enum HTMLByteClass {
    /// Nothing: it is copied.
    static let ordinary = UInt8(ascii: ".")
    static let space = UInt8(ascii: "s")
    /// A control character, which goes.
    static let control = UInt8(ascii: "c")
    /// `&`, `<` or `>`.
    static let markup = UInt8(ascii: "m")
    /// The first byte of a character that may be white space, invisible or a control.
    static let lead = UInt8(ascii: "l")

    /// The class of each byte value.
    static let table: StaticString = """
        cccccccccssssscccccccccccccccccc\
        s.....m.....................m.m.\
        ................................\
        ...............................c\
        ................................\
        ................................\
        ..l.............................\
        ..l............l................
        """

    /// The end of the plain text that begins at `from`, as far as eight bytes at a time find it: ordinary bytes, with single spaces between them. It ends behind
    /// none of these.
    ///
    /// A byte of a word is found by the high bits of what is left of it (Hacker's Delight, 6-1); a false find costs no more than a closer look.
    static func skipPlain(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ to: Int) -> Int {
        var position = from
        var isAfterSpace = true
        while to &- position >= 8 {
            let word = UInt64(littleEndian: UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self))
            let spaces = zeros(word ^ all(0x20))
            let others =
                below20(word) | zeros(word ^ all(0x7F)) | zeros(word ^ all(UInt8(ascii: "&")))
                // `<` and `>`; the lead bytes C2 and E2; EF.
                | zeros((word & ~all(0x02)) ^ all(UInt8(ascii: "<"))) | zeros((word | all(0x20)) ^ all(0xE2)) | zeros(word ^ all(0xEF))
            if others | (spaces & (spaces << 8)) != 0 || (isAfterSpace && bytes[position] == 0x20) { break }
            position &+= 8
            isAfterSpace = bytes[position &- 1] == 0x20
        }
        return position > from && isAfterSpace ? position &- 1 : position
    }

    @inline(__always)
    private static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- all(0x01)) & ~word & all(0x80) }

    @inline(__always)
    private static func below20(_ word: UInt64) -> UInt64 { (word &- all(0x20)) & ~word & all(0x80) }
}
