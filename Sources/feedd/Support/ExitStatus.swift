import Aggregator
import ArgumentParser

/// Turns what went wrong into lines on standard error and an exit status (sysexits.h).
enum ExitStatus {
    /// Runs `body`; what it throws is told and becomes the exit status.
    static func telling<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let exit as ExitCode {
            throw exit
        } catch {
            tell(error)
            throw ExitCode(Failure(error).status)
        }
    }

    private static func tell(_ error: any Error) {
        for line in Failure(error).lines { say(line) }
    }

    /// One line on standard error.
    static func say(_ line: String) {
        StandardError.write("feedd: \(line.printable)\n")
    }
}

extension String {
    /// Without control characters, which a terminal would obey.
    var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
