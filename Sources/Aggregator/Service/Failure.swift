import Configuration
import Journal
import Store

/// What went wrong, as a command tells it: lines for people, a status for scripts.
public struct Failure: Sendable {
    /// What: why: what to do. One line an error.
    public let lines: [String]
    /// As sysexits.h names them: 1 failed, 66 no such file, 73 cannot make, 74 cannot write, 78 configuration.
    public let status: Int32

    public init(_ error: any Error) {
        switch error {
        case let error as ConfigurationError:
            lines = error.diagnostics.map(\.description)
            status = 78
        case let error as StateError:
            lines = [error.description]
            switch error {
            case .cannotMake: status = 73
            case .cannotWrite: status = 74
            case .taken: status = 1
            }
        case let error as JournalError:
            lines = [error.description]
            status = error.isMissing ? 66 : 74
        case let error as StoreError:
            lines = [error.description]
            status = 74
        default:
            lines = ["\(error)"]
            status = 1
        }
    }
}
