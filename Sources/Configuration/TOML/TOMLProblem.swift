/// Why a file gives no values.
package struct TOMLProblem: Error {
    /// Counted from 1; nil where the whole file is meant.
    package var line: Int?
    /// Counted from 1, in characters.
    package var column: Int?
    package var message: String
    package var suggestion: String?
}
