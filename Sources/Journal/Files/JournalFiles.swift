import CLinux
import Glibc

/// The system calls that change the journal. Tests replace some by calls that fail.
///
/// Each may be interrupted (`EINTR`), and a write may do less than asked; the writer then continues.
public struct JournalFiles: Sendable {
    /// Opens a file for appending, and makes it (0640, whatever the umask) where it is missing. A symbolic link is not followed (`ELOOP`).
    public var open: @Sendable (_ path: String) throws(SystemFailure) -> Int32
    /// Reserves space beyond the file's end, without changing its size.
    public var reserve: @Sendable (_ file: Int32, _ offset: Int64, _ length: Int64) throws(SystemFailure) -> Void
    /// Appends; returns how many bytes it wrote.
    public var write: @Sendable (_ file: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemFailure) -> Int
    /// Makes the file's content and size durable.
    public var sync: @Sendable (_ file: Int32) throws(SystemFailure) -> Void
    /// Cuts the file to `length` and gives back the space beyond it.
    public var truncate: @Sendable (_ file: Int32, _ length: Int64) throws(SystemFailure) -> Void
    /// Fails with `EEXIST` rather than replace a file.
    public var rename: @Sendable (_ from: String, _ to: String) throws(SystemFailure) -> Void
    public var remove: @Sendable (_ path: String) throws(SystemFailure) -> Void
    /// Makes the names in a directory durable.
    public var syncDirectory: @Sendable (_ path: String) throws(SystemFailure) -> Void

    /// The kernel's.
    public static let system = JournalFiles(
        open: { path throws(SystemFailure) in
            do throws(SystemFailure) {
                let file = try systemCall { Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
                fchmod(file, mode)
                return file
            } catch {
                guard error.code == EEXIST else { throw error }
                return try systemCall { Glibc.open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW) }
            }
        },
        reserve: { file, offset, length throws(SystemFailure) in try reserveSpace(file, offset, length) },
        write: { file, bytes throws(SystemFailure) in
            let written = Glibc.write(file, bytes.baseAddress, bytes.count)
            guard written >= 0 else { throw SystemFailure.last }
            return written
        },
        sync: { file throws(SystemFailure) in
            guard fdatasync(file) == 0 else { throw SystemFailure.last }
        },
        truncate: { file, length throws(SystemFailure) in
            guard ftruncate(file, off_t(length)) == 0 else { throw SystemFailure.last }
        },
        rename: { from, to throws(SystemFailure) in
            // One process writes to a journal, so the name is not taken in between.
            var status = stat()
            guard lstat(to, &status) != 0 else { throw SystemFailure(code: EEXIST) }
            try systemCall { Glibc.rename(from, to) }
        },
        remove: { path throws(SystemFailure) in try systemCall { unlink(path) } },
        syncDirectory: { path throws(SystemFailure) in
            let directory = try Descriptor(directory: path)
            try directory.with { number throws(SystemFailure) in _ = try systemCall { fsync(number) } }
        }
    )

    /// Owner and group: other programs read the journal as members of the group.
    private static let mode: mode_t = 0o640

    /// `fallocate` does not heed the process's limit on file sizes, at which `write` would stop half way.
    private static func reserveSpace(_ file: Int32, _ offset: Int64, _ length: Int64) throws(SystemFailure) {
        let (end, overflow) = offset.addingReportingOverflow(length)
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0, overflow || UInt64(clamping: end) > UInt64(limit.rlim_cur) {
            throw SystemFailure(code: EFBIG)
        }
        guard feedd_reserve(file, off_t(offset), off_t(length)) == 0 else { throw SystemFailure.last }
    }
}

/// Has a write past the limit on file sizes fail with `EFBIG`, where the kernel would end the process. To be called once, before the journal is written.
public func ignoreFileSizeSignal() {
    signal(SIGXFSZ, SIG_IGN)
}
