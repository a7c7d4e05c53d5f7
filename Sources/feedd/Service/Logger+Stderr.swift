import Logging

extension Logger {
    /// Logs to standard error, for systemd or for people.
    static func toStderr(_ level: Logger.Level) -> Logger {
        Logger(label: "feedd") { _ in StderrLogHandler(level: level) }
    }
}
