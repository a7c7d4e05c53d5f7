/// A configuration that cannot be used, with all that is wrong with it.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// File by file as they were read, by line within a file; warnings among them.
    public let diagnostics: [Diagnostic]

    /// One diagnostic a line.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }
}
