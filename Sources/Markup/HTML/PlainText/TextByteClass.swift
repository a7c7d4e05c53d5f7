import Bytes

/// How a byte of text is treated when text is copied to the output.
enum TextByteClass {
    /// The byte is copied.
    static let ordinary = UInt8(ascii: ".")
    /// White space, which is folded.
    static let space = UInt8(ascii: "s")
    /// A control character, which is removed.
    static let control = UInt8(ascii: "c")
    /// `&`, `<` or `>`, which is escaped or begins a reference.
    static let markup = UInt8(ascii: "m")
    /// The lead byte of a ``SpecialCharacter``, or of a character that resembles one.
    static let lead = UInt8(ascii: "l")

    /// The class of each byte value, 32 in a line.
    private static let table: StaticString = """
        cccccccccssssscccccccccccccccccc\
        s.....m.....................m.m.\
        ................................\
        ...............................c\
        ................................\
        ................................\
        ..l.............................\
        ..l............l...l............
        """

    @inline(__always)
    static func of(_ byte: UInt8) -> UInt8 { table.utf8Start[Int(byte)] }

    /// The end of the plain text that begins at `from`, at most `to`. Plain text is ordinary bytes with single spaces between them: it can
    /// be copied as it is.
    ///
    /// - Parameter visit: is called with blocks and their offsets from `from`. Together they have all of the plain text, and other bytes behind it.
    @inline(__always)
    static func endOfPlain(
        _ bytes: UnsafeBufferPointer<UInt8>, from: Int, to: Int, visit: (_ block: ByteBlock, _ offset: Int) -> Void = { _, _ in }
    ) -> Int {
        guard let base = bytes.baseAddress, from < to, base[from] != 0x20 else { return from }
        var position = from
        while to &- position >= ByteBlock.count {
            let block = ByteBlock(base + position)
            visit(block, position &- from)
            let stops = stops(in: block, before: ByteBlock.count)
            if stops != 0 { return position &+ stops.trailingZeroBitCount }
            // Whether a space at the end of the block is a single one can be seen in the next block only.
            position &+= ByteBlock.count &- Int(block.equal(0x20) &>> 15)
        }
        let rest = bytes.count &- position
        let block = rest >= ByteBlock.count ? ByteBlock(base + position) : ByteBlock(base + position, rest)
        visit(block, position &- from)
        return position &+ stops(in: block, before: to &- position).trailingZeroBitCount
    }

    /// A mask of the bytes at which plain text ends. It includes the byte at `end` and all bytes after it.
    @inline(__always)
    private static func stops(in block: ByteBlock, before end: Int) -> ByteBlock.Mask {
        let spaces = block.equal(0x20)
        let others = others(in: block) | ~ByteBlock.first(end)
        return others | spaces & (spaces | others) &>> 1
    }

    /// A mask of the bytes that are neither ordinary nor U+0020.
    @inline(__always)
    private static func others(in block: ByteBlock) -> ByteBlock.Mask {
        block.controls | block.equal(0x7F) | block.equal(UInt8(ascii: "&")) | block.setting(0x02).equal(UInt8(ascii: ">"))
            | block.setting(0x20).equal(0xE2) | block.equal(0xEF) | block.equal(0xF3)
    }
}
