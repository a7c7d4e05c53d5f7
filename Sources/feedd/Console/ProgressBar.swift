import Bytes
import Glibc

/// A bar on the terminal's last line; nothing at all where standard error is no terminal.
struct ProgressBar {
    private static let width = 30
    private let total: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(total: Int) {
        self.total = total
    }

    func show(done: Int, note: String) {
        guard isTerminal, total > 0 else { return }
        let filled = min(Self.width, Self.width * done / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.width - filled)
        write("\r\u{1B}[K\(bar) \(done)/\(total) \(note.onOneLine.prefix(40))")
    }

    func clear() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        StandardError.write(text)
    }
}
