import ArgumentParser
import Glibc

/// Whole files, and the standard streams.
enum DocumentFile {
    /// Prints a line for each file, in their order; a file that cannot be read has none, and the others still come out.
    ///
    /// - Parameter line: of a file's bytes and name, with the exit status that it asks for, 0 where nothing is wrong.
    /// - Throws: `ExitCode`: 66 where a file could not be read, else what the first line asked for; 74 where nobody reads the lines.
    static func print(_ files: [String], line: (_ bytes: [UInt8], _ file: String) -> (line: [UInt8], status: Int32)) throws {
        var status: Int32 = 0
        for file in files {
            guard let bytes = read(file) else {
                status = 66
                continue
            }
            let (line, asked) = line(bytes, file)
            if status == 0 { status = asked }
            guard write(line), write([0x0A]) else { throw ExitCode(74) }
        }
        if status != 0 { throw ExitCode(status) }
    }

    /// The file's bytes, `-` being standard input; nil, and a line on standard error, where it cannot be read.
    static func read(_ path: String) -> [UInt8]? {
        if let bytes = bytes(of: path) { return bytes }
        ExitStatus.say("\(path): \(String(cString: strerror(errno))): name a file that can be read")
        return nil
    }

    private static func bytes(of path: String) -> [UInt8]? {
        let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { if path != "-" { close(file) } }
        let chunk = 1 << 16
        var status = stat()
        let size = fstat(file, &status) == 0 ? Int(status.st_size) : 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + chunk)
        while true {
            let start = bytes.count
            // A file is read in one go; what has no size, doubling.
            let room = start < size ? size - start : start == size ? chunk : max(chunk, start)
            var count = 0
            bytes.append(addingCapacity: room) { output in
                output.withUnsafeMutableBufferPointer { output, filled in
                    count = Glibc.read(file, output.baseAddress.map { $0 + filled }, room)
                    filled += max(0, count)
                }
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return count == 0 ? bytes : nil }
        }
    }

    /// False where nobody reads it any more.
    private static func write(_ line: [UInt8]) -> Bool {
        var written = 0
        while written < line.count {
            let count = line.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress.map { $0 + written }, line.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }
}
