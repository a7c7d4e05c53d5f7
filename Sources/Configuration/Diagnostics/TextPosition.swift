/// A place in a text.
public struct TextPosition: Sendable, Hashable {
    // Of 32 bits, since every key and value of a configuration has two of them.
    /// Counted from 1.
    public var line: Int32
    /// Counted from 1, in Unicode scalars.
    public var column: Int32

    init(line: Int, column: Int) {
        self.line = Int32(clamping: line)
        self.column = Int32(clamping: column)
    }
}
