import Bytes
import Glibc
import Logging

/// Logs to standard error, one line a message: with priority prefixes (sd-daemon(3)) where systemd's journal reads them, else plain.
struct StderrLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata = Logger.Metadata()
    private let isForSystemd: Bool

    /// - Parameter isForSystemd: by default, whether systemd has set `JOURNAL_STREAM`.
    init(level: Logger.Level, isForSystemd: Bool = getenv("JOURNAL_STREAM") != nil) {
        logLevel = level
        self.isForSystemd = isForSystemd
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        // Messages quote what servers sent: none of their control characters may reach a terminal.
        let line = prefix(event.level) + "feedd: \(event.message.description.onOneLine)\n"
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
