import Glibc

/// An open file, closed with its last reference.
final class Descriptor: Sendable {
    private let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    /// Opens a file; a symbolic link is not followed (`ELOOP`).
    init(path: String, flags: Int32) throws(SystemFailure) {
        number = try systemCall { open(path, flags | O_CLOEXEC | O_NOFOLLOW) }
    }

    /// Opens a directory, which may be named by a symbolic link: the path is the configuration's.
    init(directory path: String) throws(SystemFailure) {
        number = try systemCall { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }

    deinit {
        close(number)
    }

    /// Gives the descriptor's number to a call; outside of one, nothing would keep the file open.
    func with<Result>(_ body: (Int32) throws(SystemFailure) -> Result) throws(SystemFailure) -> Result {
        try withExtendedLifetime(self) { () throws(SystemFailure) in try body(number) }
    }

    /// In bytes.
    func size() throws(SystemFailure) -> Int64 { Int64(try status().st_size) }

    func status() throws(SystemFailure) -> stat {
        var status = stat()
        try with { number throws(SystemFailure) in _ = try systemCall { fstat(number, &status) } }
        return status
    }

    /// Fills `buffer` from `start` on with what the file has from `offset` on. Returns how much that is.
    func read(into buffer: inout [UInt8], from start: Int, at offset: Int64) throws(SystemFailure) -> Int {
        try with { number throws(SystemFailure) in
            let outcome: Result<Int, SystemFailure> = buffer.withUnsafeMutableBytes { bytes in
                let target = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
                var count = 0
                while count < target.count {
                    let read = pread(number, target.baseAddress.map { $0 + count }, target.count - count, off_t(offset) + count)
                    if read < 0, errno == EINTR { continue }
                    guard read >= 0 else { return .failure(.last) }
                    if read == 0 { break }
                    count += read
                }
                return .success(count)
            }
            return try outcome.get()
        }
    }
}
