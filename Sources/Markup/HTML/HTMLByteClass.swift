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
}
