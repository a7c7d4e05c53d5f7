import Bytes
import Glibc

/// A file beside the journal in which a torn end is kept. It never replaces an earlier one.
struct TornFile {
    let path: String
    private let file: Descriptor
    private let files: JournalFiles

    init(path: String, files: JournalFiles) throws(JournalError) {
        let chosen = UnusedPath.like(path)
        self.path = chosen
        self.files = files
        file = try attempt(.setAside, chosen) { () throws(SystemFailure) in Descriptor(try files.open(chosen)) }
    }

    /// Appends what a segment holds from an offset on.
    func append(from segmentPath: String, offset: Int64) throws(JournalError) {
        do throws(SystemFailure) {
            let segment = try Descriptor(path: segmentPath, flags: O_RDONLY)
            var block = [UInt8](repeating: 0, count: 256 << 10)
            var place = offset
            while true {
                let count = try segment.read(into: &block, from: 0, at: place)
                guard count > 0 else { return }
                try append(block[..<count])
                place += Int64(count)
            }
        } catch {
            try? files.remove(path)
            throw JournalError(.setAside, path: path, failure: error)
        }
    }

    /// Makes file and name durable.
    func finish(in directory: String) throws(JournalError) {
        try attempt(.setAside, path) { () throws(SystemFailure) in
            try file.with(files.sync)
            try files.syncDirectory(directory)
        }
    }

    private func append(_ bytes: ArraySlice<UInt8>) throws(SystemFailure) {
        var rest = bytes
        while !rest.isEmpty {
            let written = try rest.span.bytes.withUnsafeBytes { bytes throws(SystemFailure) in
                try file.with { file throws(SystemFailure) in
                    do throws(SystemFailure) {
                        return try files.write(file, bytes)
                    } catch {
                        guard error.code == EINTR else { throw error }
                        return 0
                    }
                }
            }
            rest = rest.dropFirst(written)
        }
    }
}
