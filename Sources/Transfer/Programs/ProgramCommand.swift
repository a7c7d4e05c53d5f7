/// A program and its arguments, as the configuration names them. No shell reads them.
public struct ProgramCommand: Sendable, Hashable {
    /// A path, or a name without a slash, which is looked for in `PATH`.
    public let executable: String
    public let arguments: [String]
    /// An absolute path: where the program runs, and what a relative path to it starts from.
    public let directory: String

    /// - Parameter words: the executable and its arguments; nil where there are none, the first is empty, or one has a NUL in it.
    public init?(_ words: [String], directory: String) {
        guard let executable = words.first, !executable.isEmpty, !words.contains(where: { $0.utf8.contains(0) }) else { return nil }
        self.executable = executable
        arguments = Array(words.dropFirst())
        self.directory = directory
    }

    /// The last part of the path, by which messages name it. Arguments are left out: they may hold secrets.
    public var name: String {
        executable.split(separator: "/").last.map(String.init) ?? executable
    }
}
