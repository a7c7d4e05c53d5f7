/// A mistake in a selector: where it is, what it is, and what was probably meant.
package struct SelectorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// In bytes of UTF-8 from the beginning of the selector.
    package var offset: Int
    package var message: String
    /// What to write instead.
    package var hint: String?

    package init(_ offset: Int, _ message: String, _ hint: String? = nil) {
        self.offset = offset
        self.message = message
        self.hint = hint
    }

    package var description: String { "\(message), at byte \(offset + 1)" + (hint.map { ": \($0)" } ?? "") }
}
