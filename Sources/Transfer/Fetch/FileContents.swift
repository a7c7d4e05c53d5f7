import Glibc

/// Reads open files.
enum FileContents {
    struct ReadError: Error {
        /// `errno`.
        let code: Int32
    }

    /// The first bytes of a file, at most `most`; no more is read.
    ///
    /// - Parameter size: how many are expected.
    static func read(_ descriptor: Int32, expecting size: Int, most: Int) throws(ReadError) -> [UInt8] {
        var bytes: [UInt8] = []
        // One more than the size, so that the end of the file is found without growing.
        bytes.reserveCapacity(min(size, most) + 1)
        while bytes.count < most {
            var count = 0
            let room = min(bytes.capacity > bytes.count ? bytes.capacity - bytes.count : 64 << 10, most - bytes.count)
            bytes.append(addingCapacity: room) { output in
                output.withUnsafeMutableBufferPointer { output, filled in
                    count = Glibc.read(descriptor, output.baseAddress?.advanced(by: filled), output.count - filled)
                    if count > 0 { filled += count }
                }
            }
            if count == 0 { break }
            if count < 0, errno != EINTR { throw ReadError(code: errno) }
        }
        return bytes
    }
}
