/// One thing that is wrong, or probably wrong, in a configuration file: where, what, and what was probably meant.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
    public enum Severity: Sendable, Equatable {
        case error
        case warning
    }

    /// The file as the command line or the include named it.
    public var file: String
    /// Counted from 1; nil where the whole file is meant.
    public var line: Int?
    /// Counted from 1, in characters; only where a place within the line is meant.
    public var column: Int?
    public var severity: Severity
    public var message: String
    /// What to do, or what was probably meant.
    public var suggestion: String?

    public init(file: String, line: Int?, column: Int? = nil, severity: Severity, message: String, suggestion: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.message = message
        self.suggestion = suggestion
    }

    /// `etc/feedd.toml:12: unknown key 'intervall' in [[source]] 'x': did you mean 'interval'?`
    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        if let column { text += ":\(column)" }
        text += severity == .warning ? ": warning: " : ": "
        text += message
        if let suggestion { text += ": " + suggestion }
        return text
    }
}
