/// Collects diagnostics while files are read.
package struct Diagnostics {
    package private(set) var all: [Diagnostic] = []
    package private(set) var hasErrors = false

    package mutating func error(_ file: String, _ line: Int?, column: Int? = nil, _ message: String, _ suggestion: String? = nil) {
        hasErrors = true
        all.append(
            Diagnostic(file: file, line: line, column: column, severity: .error, message: message, suggestion: suggestion))
    }

    package mutating func warning(_ file: String, _ line: Int?, _ message: String, _ suggestion: String? = nil) {
        all.append(Diagnostic(file: file, line: line, severity: .warning, message: message, suggestion: suggestion))
    }

    /// File by file as they were read, by line within a file, and as they were found within a line.
    package func sorted(files: [String]) -> [Diagnostic] {
        let rank = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let keyed = all.enumerated().map { found, diagnostic in
            (rank[diagnostic.file] ?? files.count, diagnostic.line ?? 0, found, diagnostic)
        }
        return keyed.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
    }
}
