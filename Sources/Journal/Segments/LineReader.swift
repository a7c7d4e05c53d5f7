import Glibc

/// Reads a file's lines from a place on. It needs as much memory as the longest line.
struct LineReader {
    /// Where the next line begins, in bytes from the file's start.
    private(set) var offset: Int64
    private let path: String
    private let file: Descriptor
    private var buffer: [UInt8]
    /// The part of the buffer that is read and not yet returned.
    private var unread = 0..<0
    /// The last read filled the buffer: there may be much more.
    private var wasFilled = false

    init(path: String, from offset: Int64 = 0) throws(JournalError) {
        let file = try attempt(.open, path) { () throws(SystemFailure) in try Descriptor(path: path, flags: O_RDONLY) }
        self.init(file: file, path: path, from: offset)
    }

    /// - Parameter path: for errors.
    init(file: Descriptor, path: String, from offset: Int64) {
        self.file = file
        self.path = path
        self.offset = offset
        buffer = [UInt8](repeating: 0, count: Self.firstBlock)
    }

    /// Often a line or two is all that is read.
    private static let firstBlock = 16 << 10
    private static let largestBlock = 256 << 10

    /// The next line without its `\n`; `nil` at the end. Bytes after the last `\n` are no line.
    mutating func next<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result? {
        var searched = 0
        while true {
            let length = unread.count
            if let end = newline(from: unread.lowerBound + searched) {
                let line = unread.lowerBound..<end
                unread = end + 1..<unread.upperBound
                offset += Int64(line.count + 1)
                return try buffer.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[line])) }
            }
            searched = length
            guard try fill() else { return nil }
        }
    }

    private func newline(from start: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, unread.upperBound - start) else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Reads more after what is unread. Returns whether there was more.
    private mutating func fill() throws(JournalError) -> Bool {
        if unread.lowerBound > 0 {
            buffer.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[unread])) }
            unread = 0..<unread.count
        }
        if unread.upperBound == buffer.count || wasFilled && buffer.count < Self.largestBlock {
            buffer += [UInt8](repeating: 0, count: buffer.count)
        }
        let count: Int
        do throws(SystemFailure) {
            count = try file.read(into: &buffer, from: unread.upperBound, at: offset + Int64(unread.count))
        } catch {
            throw JournalError(.read, path: path, failure: error)
        }
        unread = 0..<unread.count + count
        wasFilled = unread.upperBound == buffer.count
        return count > 0
    }
}
