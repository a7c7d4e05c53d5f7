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
    /// A false find of `ByteWord`'s costs no more than a closer look.
    static func skipPlain(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ to: Int) -> Int {
        var position = from
        var isAfterSpace = true
        while to &- position >= 8 {
            let word = UInt64(littleEndian: UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self))
            let spaces = ByteWord.find(0x20, in: word)
            let others =
                ByteWord.findControls(in: word) | ByteWord.find(0x7F, in: word) | ByteWord.find(UInt8(ascii: "&"), in: word)
                // `<` and `>`; the lead bytes C2 and E2; EF.
                | ByteWord.find(UInt8(ascii: "<"), in: word & ~ByteWord.all(0x02))
                | ByteWord.find(0xE2, in: word | ByteWord.all(0x20)) | ByteWord.find(0xEF, in: word)
            if others | (spaces & (spaces << 8)) != 0 || (isAfterSpace && bytes[position] == 0x20) { break }
            position &+= 8
            isAfterSpace = bytes[position &- 1] == 0x20
        }
        return position > from && isAfterSpace ? position &- 1 : position
    }
}
