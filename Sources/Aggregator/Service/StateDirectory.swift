import FoundationEssentials
import Glibc
import Store

/// The directory that holds `journal/`, `state.sqlite` and the lock: one process at a time has it.
public final class StateDirectory: Sendable {
    public let path: String
    private let lock: Int32

    /// Where the state is: `--state`, else `$STATE_DIRECTORY`, else `/var/lib/feedd`.
    public static func path(_ option: String?) -> String {
        if let option { return option }
        // systemd gives several, separated by colons, where a unit asks for several.
        let given = ProcessInfo.processInfo.environment["STATE_DIRECTORY"]?.split(separator: ":").first.map(String.init)
        return given ?? "/var/lib/feedd"
    }

    /// Takes the directory, making it where it is missing.
    ///
    /// - Throws: `StateError` where it cannot be made or written, or another process has it.
    public init(taking path: String) throws(StateError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw .cannotMake(path: path, why: String(cString: strerror(errno)))
        }
        let file = Self.lockPath(in: path)
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .cannotWrite(path: file, why: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .taken(path: path, by: Self.holder(of: path))
        }
        let pid = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, pid, pid.count, 0) == pid.count else {
            let why = String(cString: strerror(errno))
            close(descriptor)
            throw .cannotWrite(path: file, why: why)
        }
        lock = descriptor
    }

    deinit {
        close(lock)
    }

    public var storePath: String { Self.storePath(in: path) }

    public static func storePath(in path: String) -> String { "\(path)/\(Store.fileName)" }

    /// The process that has the directory, as it said itself; nil where it did not.
    static func holder(of path: String) -> Int32? {
        (try? String(contentsOfFile: lockPath(in: path), encoding: .utf8)).flatMap {
            Int32($0.prefix { $0.isNumber })
        }
    }

    private static func lockPath(in path: String) -> String { "\(path)/lock" }
}

/// Why a state directory cannot be used.
public enum StateError: Error, CustomStringConvertible {
    case cannotMake(path: String, why: String)
    case cannotWrite(path: String, why: String)
    case taken(path: String, by: Int32?)

    public var description: String {
        switch self {
        case .cannotMake(let path, let why): "\(path): cannot make the state directory: \(why): make it, or name another with --state"
        case .cannotWrite(let path, let why):
            "\(path): cannot be written: \(why): check its owner and the disk, or name another with --state"
        case .taken(let path, let pid):
            "\(path): the state directory is in use by another feedd\(pid.map { " (process \($0))" } ?? ""): stop that one, or name another with --state"
        }
    }
}
