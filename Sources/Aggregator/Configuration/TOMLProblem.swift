/// Why a file gives no values.
struct TOMLProblem: Error {
    /// Counted from 1; nil where the whole file is meant.
    var line: Int?
    /// Counted from 1, in characters.
    var column: Int?
    var message: String
    var suggestion: String?
}
