import Glibc

/// The bytes of a configuration file.
struct ConfigurationFile {
    /// Far above 100,000 sources, far below what reading the wrong file could take.
    private static let largest = 256 << 20

    let bytes: [UInt8]
    /// Whether any user of the machine may read it.
    let isWorldReadable: Bool

    /// Reads a regular file. Pipes and devices are refused: reading one may never end.
    init(path: String) throws(FileProblem) {
        // Without O_NONBLOCK, opening a named pipe waits for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileProblem(errno, path: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileProblem(errno, path: path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileProblem(reason: "it is a directory", suggestion: "name a file in it")
        default: throw FileProblem(reason: "it is a pipe or a device, not a file", suggestion: "name a file, or - for standard input")
        }
        bytes = try Self.readAll(descriptor, path: path, expecting: Int(status.st_size))
        isWorldReadable = status.st_mode & S_IROTH != 0
    }

    private init(bytes: [UInt8], isWorldReadable: Bool) {
        self.bytes = bytes
        self.isWorldReadable = isWorldReadable
    }

    /// Reads standard input to its end. Having nothing to read is an error: an empty configuration is of no use, and the daemon would otherwise
    /// drop all of its sources when it reads a second time.
    static func standardInput(_ descriptor: Int32 = STDIN_FILENO) throws(FileProblem) -> ConfigurationFile {
        let bytes = try readAll(descriptor, path: "-", expecting: 0)
        if bytes.isEmpty {
            throw FileProblem(reason: "it is empty, or was read before", suggestion: "restart feedd with the new configuration")
        }
        return ConfigurationFile(bytes: bytes, isWorldReadable: false)
    }

    private static func readAll(_ descriptor: Int32, path: String, expecting size: Int) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, min(size, largest)))
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw FileProblem(errno, path: path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            if bytes.count > largest { throw FileProblem(reason: "it is larger than 256 MiB") }
        }
    }
}
