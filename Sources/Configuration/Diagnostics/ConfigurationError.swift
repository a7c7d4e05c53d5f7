/// Thrown for a configuration that cannot be used.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// File by file as they were read, by position within a file; warnings among them. Of very many, the first ones.
    public let diagnostics: [Diagnostic]

    /// One diagnostic a line.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }
}
