/// One thing that is wrong, or probably wrong, in a configuration file: where, what, and what was probably meant.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
    public enum Severity: Sendable, Equatable {
        case error
        case warning
    }

    /// The file as the command line or the include named it.
    public var file: String
    /// Nil where the whole file is meant.
    public var position: TextPosition?
    public var severity: Severity
    public var message: String
    /// What to do, or what was probably meant.
    public var suggestion: String?

    /// `etc/feedd.toml:12:1: unknown key 'intervall' in [[source]] 'x': did you mean 'interval'?`
    public var description: String {
        var text = file
        if let position { text += ":\(position.line):\(position.column)" }
        text += severity == .warning ? ": warning: " : ": "
        text += message
        if let suggestion { text += ": " + suggestion }
        return text
    }
}
