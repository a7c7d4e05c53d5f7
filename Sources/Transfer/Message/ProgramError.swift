import Bytes

/// Why a program gave no document. Names the program without its arguments.
public enum ProgramError: Error, Sendable, Hashable {
    case notFound(name: String)
    /// The file may not be executed, or cannot be.
    case cannotStart(name: String, reason: String)
    /// It ended with an exit status other than 0. `lastLine` is the last line that it wrote to its standard error.
    case failed(name: String, status: Int32, lastLine: String?)
    /// A signal ended it.
    case killed(name: String, signal: Int32, lastLine: String?)
    case timedOut(name: String, after: Duration, lastLine: String?)
    case tooLarge(name: String, limit: Int)
}

extension ProgramError: CustomStringConvertible {
    /// What happened, why, and what to do; on one line, without control characters.
    public var description: String {
        switch self {
        case .notFound(let name):
            "the program \(name.onOneLine) is not found: check its path, or write the whole path where it is not in feedd's PATH"
        case .cannotStart(let name, let reason):
            "the program \(name.onOneLine) cannot be started: \(reason): check that feedd's user may execute it"
        case .failed(let name, let status, let lastLine):
            "the program \(name.onOneLine) ended with exit status \(status)\(Self.said(lastLine)): run it by hand to see why"
        case .killed(let name, let signal, let lastLine):
            """
            the program \(name.onOneLine) was ended by signal \(signal)\(Self.said(lastLine)): run it by hand; raise max_memory if it needs more
            """
        case .timedOut(let name, let after, let lastLine):
            """
            the program \(name.onOneLine) was ended: it took longer than \(after.inSeconds)\(Self.said(lastLine)): raise timeout if it is always slow
            """
        case .tooLarge(let name, let limit):
            "the program \(name.onOneLine) was ended: it wrote more than \(limit.asSize): raise max_body if that is intended"
        }
    }

    private static func said(_ line: String?) -> String {
        line.map { ": \($0.onOneLine)" } ?? ""
    }
}
