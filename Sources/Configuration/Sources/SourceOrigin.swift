package import Transfer

/// Where the document of a source comes from.
package enum SourceOrigin: Sendable, Equatable {
    case url(SourceURL)
    /// The standard output of a program.
    case program(ProgramCommand)
}
