import CLinux
import Glibc

/// Reads a file's lines backwards, from its end. It needs as much memory as the longest line.
struct BackwardLineReader {
    /// Where the line returned last begins, in bytes from the file's start; at first the end of the last line.
    private(set) var offset: Int64
    private let path: String
    private let file: Descriptor
    /// The file's bytes from `start` to `offset`.
    private var buffer: [UInt8] = []
    private var start: Int64

    init(path: String) throws(JournalError) {
        let file = try attempt(.open, path) { () throws(SystemFailure) in try Descriptor(path: path, flags: O_RDONLY) }
        let end = try attempt(.read, path) { () throws(SystemFailure) in try file.size() }
        try self.init(file: file, path: path, before: end)
    }

    /// Begins with the last line that ends before `end`.
    /// - Parameter path: for errors.
    init(file: Descriptor, path: String, before end: Int64) throws(JournalError) {
        self.path = path
        self.file = file
        offset = end
        start = end
        try passUnendedLine()
    }

    /// The line before the one returned last, without its `\n`; `nil` at the file's start.
    mutating func next<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result? {
        guard offset > 0 else { return nil }
        // The last byte is the line's own `\n`.
        let lineStart = try lineStart(before: offset - 1)
        let line = Int(lineStart - start)..<Int(offset - start) - 1
        let result = try buffer.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[line])) }
        drop(to: lineStart)
        return result
    }

    /// Bytes after the last `\n` are no line.
    private mutating func passUnendedLine() throws(JournalError) {
        drop(to: try lineStart(before: offset))
    }

    /// The place after the last `\n` before `end`, or the file's start.
    private mutating func lineStart(before end: Int64) throws(JournalError) -> Int64 {
        var searched = end
        while true {
            if let found = lastNewline(in: Int(searched - start)) { return start + Int64(found) + 1 }
            searched = start
            guard start > 0 else { return 0 }
            try fill()
        }
    }

    /// Among the first `count` bytes of the buffer.
    private func lastNewline(in count: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memrchr(base, 0x0A, count) else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    private mutating func drop(to end: Int64) {
        buffer.removeLast(Int(offset - end))
        offset = end
    }

    /// Reads what comes before the buffer: as much as it holds, and at least 64 KiB.
    private mutating func fill() throws(JournalError) {
        let count = Int(min(start, Int64(max(64 << 10, buffer.count))))
        var block = [UInt8](repeating: 0, count: count)
        do throws(SystemFailure) {
            let read = try file.read(into: &block, from: 0, at: start - Int64(count))
            // The file was cut meanwhile.
            guard read == count else { throw SystemFailure(code: EIO) }
        } catch {
            throw JournalError(.read, path: path, failure: error)
        }
        start -= Int64(count)
        buffer = block + buffer
    }
}
