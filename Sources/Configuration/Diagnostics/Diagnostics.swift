/// Collects diagnostics while files are read.
struct Diagnostics {
    /// How many errors, and how many warnings, are reported. A mistake in a generated file would otherwise fill the system's log.
    static let limit = 50

    private var all: [Diagnostic] = []
    private(set) var errorCount = 0
    private(set) var warningCount = 0

    mutating func error(_ file: String, _ position: TextPosition?, _ message: String, _ suggestion: String? = nil) {
        errorCount += 1
        all.append(Diagnostic(file: file, position: position, severity: .error, message: message, suggestion: suggestion))
    }

    mutating func warning(_ file: String, _ position: TextPosition?, _ message: String, _ suggestion: String? = nil) {
        warningCount += 1
        all.append(Diagnostic(file: file, position: position, severity: .warning, message: message, suggestion: suggestion))
    }

    /// File by file in the order of `files`, by position within a file; of errors and of warnings the first `limit`, then how many more there are.
    func report(files: [String]) -> [Diagnostic] {
        var shown: [Diagnostic] = []
        var left = (errors: Self.limit, warnings: Self.limit)
        for diagnostic in sorted(files: files) {
            switch diagnostic.severity {
            case .error where left.errors > 0: left.errors -= 1
            case .warning where left.warnings > 0: left.warnings -= 1
            default: continue
            }
            shown.append(diagnostic)
        }
        return shown + more(.error, errorCount - Self.limit, file: files.first)
            + more(.warning, warningCount - Self.limit, file: files.first)
    }

    private func sorted(files: [String]) -> [Diagnostic] {
        let rank = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let keyed = all.enumerated().map { found, diagnostic in
            let position = diagnostic.position
            return (key: [rank[diagnostic.file] ?? files.count, Int(position?.line ?? 0), Int(position?.column ?? 0), found], diagnostic)
        }
        return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.1)
    }

    private func more(_ severity: Diagnostic.Severity, _ count: Int, file: String?) -> [Diagnostic] {
        guard count > 0, let file else { return [] }
        let what = severity == .error ? "error" : "warning"
        return [
            Diagnostic(
                file: file, position: nil, severity: severity, message: "and \(count) more \(what)\(count == 1 ? "" : "s")",
                suggestion: "correct those above first")
        ]
    }
}
