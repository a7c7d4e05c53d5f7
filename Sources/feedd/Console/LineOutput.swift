import Glibc
import Journal

/// Lines on their way to a descriptor, gathered into larger writes.
final class LineOutput {
    let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Nobody reads the pipe any more.
    struct ReaderGone: Error, Equatable {
        static func ~= (_: ReaderGone, error: any Error) -> Bool { error is ReaderGone }
    }

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The terminal's width, or `nil` where there is no terminal.
    var columns: Int? {
        var size = winsize()
        guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    func append(_ line: String) throws {
        buffer += Array(line.utf8)
        try endLine()
    }

    func append(_ line: UnsafeBufferPointer<UInt8>) throws {
        buffer += line
        try endLine()
    }

    private func endLine() throws {
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= 64 << 10 { try flush() }
    }

    /// - Throws: `ReaderGone` or `JournalError`.
    func flush() throws {
        var rest = buffer[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                switch errno {
                case EINTR: continue
                case EAGAIN: try waitForRoom()
                case EPIPE: throw ReaderGone()
                default: throw JournalError(.write, path: "the output", failure: SystemFailure(code: errno))
                }
            } else {
                rest = rest.dropFirst(written)
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// The descriptor was made not to block by somebody who shares it.
    private func waitForRoom() throws {
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&polled, 1, -1)
    }
}
