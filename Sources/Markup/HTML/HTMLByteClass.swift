import Bytes

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
    private static let table: StaticString = """
        cccccccccssssscccccccccccccccccc\
        s.....m.....................m.m.\
        ................................\
        ...............................c\
        ................................\
        ................................\
        ..l.............................\
        ..l............l................
        """

    @inline(__always)
    static func of(_ byte: UInt8) -> UInt8 { table.utf8Start[Int(byte)] }

    /// The end of the plain text that begins at `from`, before `to`: ordinary bytes, with single spaces between them.
    static func endOfPlain(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, to: Int) -> Int {
        guard let base = bytes.baseAddress, from < to, base[from] != 0x20 else { return from }
        var position = from
        while to &- position >= ByteBlock.count {
            let block = ByteBlock(base + position)
            let stops = stops(in: block, before: ByteBlock.count)
            if stops != 0 { return position &+ stops.trailingZeroBitCount }
            // Of a space behind which the block ends the next one tells.
            position &+= ByteBlock.count &- Int(block.equal(0x20) &>> 15)
        }
        let rest = bytes.count &- position
        let block = rest >= ByteBlock.count ? ByteBlock(base + position) : ByteBlock(base + position, rest)
        return position &+ stops(in: block, before: to &- position).trailingZeroBitCount
    }

    /// What ends plain text, the byte at `end` and all behind it among that.
    @inline(__always)
    private static func stops(in block: ByteBlock, before end: Int) -> ByteBlock.Mask {
        let spaces = block.equal(0x20)
        let others = others(in: block) | ~ByteBlock.first(end)
        return others | spaces & (spaces | others) &>> 1
    }

    /// What is neither ordinary nor a space.
    @inline(__always)
    private static func others(in block: ByteBlock) -> ByteBlock.Mask {
        block.controls | block.equal(0x7F) | block.equal(UInt8(ascii: "&")) | block.setting(0x02).equal(UInt8(ascii: ">"))
            | block.setting(0x20).equal(0xE2) | block.equal(0xEF)
    }
}
