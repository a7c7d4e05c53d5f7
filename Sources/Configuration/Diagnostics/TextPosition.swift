/// A place in a text.
public struct TextPosition: Sendable, Equatable {
    /// Counted from 1.
    public var line: Int
    /// Counted from 1, in Unicode scalars.
    public var column: Int
}
