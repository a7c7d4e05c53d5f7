import Glibc
import Synchronization

@testable import Journal

/// System calls of which some fail when a test says so.
final class FaultyFiles: Sendable {
    enum Call: Hashable {
        case open, reserve, write, sync, truncate, rename, remove, syncDirectory
    }

    /// How a call ends in place of the kernel's answer; the first of a list comes first.
    enum Fault {
        case fail(Int32)
        /// Writes that many bytes.
        case short(Int)
        case pass
    }

    private let faults = Mutex<[Call: [Fault]]>([:])
    private let counts = Mutex<[Call: Int]>([:])

    func plan(_ call: Call, _ list: Fault...) {
        faults.withLock { $0[call] = list }
    }

    func count(_ call: Call) -> Int { counts.withLock { $0[call] ?? 0 } }

    private func next(_ call: Call) throws(SystemFailure) -> Int? {
        counts.withLock { $0[call, default: 0] += 1 }
        let fault = faults.withLock { faults -> Fault in
            guard let list = faults[call], let first = list.first else { return .pass }
            faults[call] = Array(list.dropFirst())
            return first
        }
        switch fault {
        case .fail(let code): throw SystemFailure(code: code)
        case .short(let count): return count
        case .pass: return nil
        }
    }

    var files: JournalFiles {
        let system = JournalFiles.system
        var files = system
        files.open = { path throws(SystemFailure) in
            _ = try self.next(.open)
            return try system.open(path)
        }
        files.reserve = { file, offset, length throws(SystemFailure) in
            _ = try self.next(.reserve)
            try system.reserve(file, offset, length)
        }
        files.write = { file, bytes throws(SystemFailure) in
            let short = try self.next(.write) ?? bytes.count
            return try system.write(file, UnsafeRawBufferPointer(rebasing: bytes.prefix(short)))
        }
        files.sync = { file throws(SystemFailure) in
            _ = try self.next(.sync)
            try system.sync(file)
        }
        files.truncate = { file, length throws(SystemFailure) in
            _ = try self.next(.truncate)
            try system.truncate(file, length)
        }
        files.rename = { from, to throws(SystemFailure) in
            _ = try self.next(.rename)
            try system.rename(from, to)
        }
        files.remove = { path throws(SystemFailure) in
            _ = try self.next(.remove)
            try system.remove(path)
        }
        files.syncDirectory = { path throws(SystemFailure) in
            _ = try self.next(.syncDirectory)
            try system.syncDirectory(path)
        }
        return files
    }
}
