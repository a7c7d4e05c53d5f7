/// What is wrong with a rule, and where.
public struct FilterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where in the rule, in bytes of UTF-8.
    public var offset: Int
    public let message: String
    /// What to do, or what was probably meant.
    public let hint: String?

    init(_ offset: Int, _ message: String, _ hint: String? = nil) {
        self.offset = offset
        self.message = message
        self.hint = hint
    }

    public var description: String { "at byte \(offset): \(message)" + (hint.map { ": \($0)" } ?? "") }
}
