import ArgumentParser
import Bytes

/// Turns errors into lines on standard error and an exit status.
enum ExitStatus {
    /// Runs `body`. An error that it throws is printed and becomes the exit status.
    static func reporting<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let exit as ExitCode {
            throw exit
        } catch {
            let failure = CommandFailure(error)
            for line in failure.lines { say(line) }
            throw ExitCode(failure.status)
        }
    }

    /// Prints one line on standard error.
    static func say(_ line: String) {
        StandardError.write("feedd: \(line.onOneLine)\n")
    }
}
