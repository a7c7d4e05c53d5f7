import Bytes
import Glibc
import Transfer

extension ConfigurationReader {
    /// A program with its arguments: an array of strings. Reports what cannot be one, and warns of a program that cannot be executed.
    ///
    /// - Parameter directory: what a relative path starts from.
    mutating func readCommand(_ key: String, _ table: TableReader, directory: String) -> ProgramCommand? {
        guard let entry = table.table[key] else { return nil }
        if case .string(let text) = entry.value {
            let words = text.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ", ")
            let isPlain = !text.isEmpty && !text.hasControlCharacters && !text.contains { "\"'\\$`|&;<>*?".contains($0) }
            table.wrongType(
                entry, "an array of a program and its arguments",
                isPlain ? "write [\(words)]" : "no shell reads it: write [\"sh\", \"-c\", …] where one is meant", into: &diagnostics)
            return nil
        }
        guard let words = table.strings(key, example: "program", into: &diagnostics) else { return nil }
        guard case .array(let array) = entry.value, words.count == array.elements.count else { return nil }
        guard let first = words.first else {
            diagnostics.error(table.file, entry.valuePosition, "'\(key)' \(table.place) is empty", "write [\"program\", \"argument\"]")
            return nil
        }
        guard let command = ProgramCommand(words.map(\.text), directory: directory) else {
            diagnostics.error(
                table.file, first.position, "'\(key)' \(table.place) names no program, or has a NUL character in it", "write its path")
            return nil
        }
        if let doubt = Self.doubt(about: command) {
            diagnostics.warning(table.file, first.position, "'\(key)' \(table.place) \(doubt.message)", doubt.suggestion)
        }
        return command
    }

    /// Why a program is certain not to start, now and for this user.
    private static func doubt(about command: ProgramCommand) -> URLDoubt? {
        let name = command.executable
        if !name.contains("/") {
            let directories = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
            if directories.split(separator: ":").contains(where: { access("\($0)/\(name)", X_OK) == 0 }) { return nil }
            return URLDoubt(message: "names \(name.printable), which is not in PATH", suggestion: "install it, or write its whole path")
        }
        let path = name.hasPrefix("/") ? name : "\(command.directory)/\(name)"
        if access(path, X_OK) == 0 { return nil }
        let code = errno
        let problem = FileProblem(code, path: path)
        let suggestion = code == EACCES ? "make it executable, chmod +x, for feedd's user" : problem.suggestion ?? "check its path"
        return URLDoubt(message: "names \(path.printable), which cannot be executed: \(problem.reason)", suggestion: suggestion)
    }
}
