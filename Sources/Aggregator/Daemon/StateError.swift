import Bytes
import Glibc

/// Why a state directory cannot be used. `code` is the system's error number.
package enum StateError: Error, CustomStringConvertible {
    case cannotMake(path: String, code: Int32)
    case cannotWrite(path: String, code: Int32)
    case cannotRead(path: String, code: Int32)
    /// A file or directory within the state directory is a symbolic link. feedd follows none there.
    case isLink(path: String, remedy: String)
    /// Another process has it; `by` is its process ID, if it is recorded.
    case taken(path: String, by: Int32?)

    package var description: String {
        switch self {
        case .cannotMake(let path, let code):
            "\(path): cannot create the state directory: \(Self.reason(code)): create it, or choose another with --state"
        case .cannotWrite(let path, let code):
            "\(path): cannot be written: \(Self.reason(code)): check the disk, or choose another with --state"
        case .cannotRead(let path, ENOENT): "\(path): there is no state directory: check --state"
        case .cannotRead(let path, let code): "\(path): cannot read the state directory: \(Self.reason(code)): check --state"
        case .isLink(let path, let remedy): "\(path): \(SymbolicLink.complaint): \(remedy)"
        case .taken(let path, let pid):
            """
            \(path): the state directory is in use by another feedd\(pid.map { " (process \($0))" } ?? ""): stop that one, or choose another with \
            --state
            """
        }
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
