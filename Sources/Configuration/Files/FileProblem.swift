/// Why a file or directory cannot be read.
struct FileProblem: Error, Equatable {
    /// Continues "FILE cannot be read: …".
    var reason: String
    var suggestion: String?
}
