import Glibc
public import Logging

/// Logs to standard error, a line a message: with systemd's priority prefixes (sd-daemon(3)) where systemd reads them, plain elsewhere.
public struct StderrLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata = Logger.Metadata()
    private let isForSystemd: Bool

    /// - Parameter environment: `JOURNAL_STREAM` says that systemd's journal reads standard error.
    public init(level: Logger.Level, environment: [String: String]) {
        logLevel = level
        isForSystemd = environment["JOURNAL_STREAM"] != nil
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        // What servers say ends up in messages: no control character of theirs reaches a terminal.
        let message = String(
            String.UnicodeScalarView(event.message.description.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        let line = prefix(event.level) + "feedd: \(message)\n"
        let bytes = Array(line.utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    private func prefix(_ level: Logger.Level) -> String {
        guard isForSystemd else { return "" }
        switch level {
        case .trace, .debug: return "<7>"
        case .info: return "<6>"
        case .notice: return "<5>"
        case .warning: return "<4>"
        case .error: return "<3>"
        case .critical: return "<2>"
        }
    }
}
