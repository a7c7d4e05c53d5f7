import Aggregator
import Configuration
import Glibc
import Journal
import Store

/// What a command prints and how it exits when it failed.
struct CommandFailure {
    /// What: why: what to do. One line for each error.
    let lines: [String]
    /// As in sysexits.h: 1 failed, 64 usage, 66 no such file, 73 cannot create, 74 cannot read or write, 78 configuration.
    let status: Int32

    init(_ error: any Error) {
        switch error {
        case let error as ConfigurationError: self.init(lines: error.diagnostics.map(\.description), status: 78)
        case let error as StateError: self.init(error)
        case let error as JournalError: self.init(error)
        case StoreError.denied(let path): self.init(lines: [AccessAdvice.line(for: path, .read)], status: 74)
        case StoreError.missing: self.init(lines: ["\(error)"], status: 66)
        case let error as StoreError: self.init(lines: [error.description], status: 74)
        default: self.init(lines: ["\(error)"], status: 1)
        }
    }

    private init(lines: [String], status: Int32) {
        self.lines = lines
        self.status = status
    }

    private init(_ error: StateError) {
        switch error {
        case .cannotMake(let path, let code): self.init(path, code, .write, error, status: 73)
        case .cannotWrite(let path, let code): self.init(path, code, .write, error, status: 74)
        case .cannotRead(let path, let code): self.init(path, code, .read, error, status: code == ENOENT || code == ENOTDIR ? 66 : 74)
        case .isLink: self.init(lines: [error.description], status: 73)
        case .taken: self.init(lines: [error.description], status: 1)
        }
    }

    private init(_ error: JournalError) {
        let access: AccessAdvice.Access =
            switch error.action {
            case .list, .read, .watch: .read
            default: .write
            }
        self.init(error.path, error.failure.code, access, error, status: error.isMissing ? 66 : 74)
    }

    /// Says who may, where permission is what is missing.
    private init(_ path: String, _ code: Int32, _ access: AccessAdvice.Access, _ error: any CustomStringConvertible, status: Int32) {
        let line = code == EACCES || code == EPERM ? AccessAdvice.line(for: path, access) : error.description
        self.init(lines: [line], status: status)
    }
}
