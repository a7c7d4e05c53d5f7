import Bytes
import Journal

/// Prints the end of a journal: for people one line an item, for programs the records' lines as they are.
struct TailPrinter {
    private let reader: JournalReader
    private let options: Options
    private let output: LineOutput

    struct Options {
        /// How many of the last records to begin with.
        var count = 10
        /// Go on with what is appended later.
        var follows = false
        /// Only records of this source; nil for all.
        var source: String?
        /// Print the records' lines as they are.
        var json = false
    }

    /// - Parameter output: a descriptor; where it is a terminal, lines are cut to its width.
    init(directory: String, options: Options, output: Int32 = 1) {
        reader = JournalReader(directory: directory)
        self.options = options
        self.output = LineOutput(descriptor: output)
    }

    /// Returns when everything is printed, or whoever read the output has gone. `SIGPIPE` has to be ignored.
    /// - Throws: `JournalError`.
    func run() throws {
        do {
            let follower = try reader.last(options.count, where: matches)
            try print(follower)
            while options.follows, try follower.wait(outputOf: output.descriptor) { try print(follower) }
        } catch LineOutput.ReaderGone() {
            return
        }
    }

    private func print(_ follower: JournalFollower) throws {
        let columns = output.columns
        try follower.read { record, line in
            guard matches(record) else { return }
            if options.json { try output.append(line) } else { try output.append(Self.line(for: record, columns: columns)) }
        }
        try output.flush()
    }

    private func matches(_ record: ReplayedRecord) -> Bool {
        guard let source = options.source else { return true }
        return record.head.source == source
    }

    /// When, whence, whether it is an update, title, and URL.
    static func line(for record: ReplayedRecord, columns: Int?) -> String {
        let seconds = Timestamp(milliseconds: record.head.at.milliseconds / 1000 * 1000)
        let parts = [
            seconds.rfc3339, record.head.source, record.head.operation == .update ? "[update]" : "", record.title ?? title(from: record),
            record.url ?? record.externalURL ?? record.head.id,
        ]
        let line = parts.map(TerminalText.line).filter { !$0.isEmpty }.joined(separator: "  ")
        guard let columns else { return line }
        return TerminalText.fit(line, into: columns)
    }

    /// The text's beginning, for items without a title.
    private static func title(from record: ReplayedRecord) -> String {
        TerminalText.fit(TerminalText.line(String(record.contentText.prefix(200))), into: 80)
    }
}
