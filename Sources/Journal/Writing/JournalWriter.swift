import Glibc

/// Appends groups of records to the live segment, each durably or not at all.
///
/// One process writes to a journal, and one owner calls: the class is not for sharing. `JournalRecovery` goes first, so that the segment ends with a whole record.
public final class JournalWriter {
    private let directory: JournalDirectory
    private let files: JournalFiles
    private var state = State.closed
    /// What the last group that failed would have taken, in bytes.
    private var failedLength: Int64 = 0

    private enum State {
        /// No file is open; the next use opens the live segment.
        case closed
        case open(LiveSegment)
        /// What was synced is to be kept, what follows it is to go, and nothing more may be written to the file.
        case broken(LiveSegment)
    }

    private struct LiveSegment {
        var file: Int32
        /// How much of the file is synced records, in bytes.
        var length: Int64
        /// Of the first record, if there is one.
        var firstSeq: UInt64?
        /// Device and inode, by which the file is known again under its name.
        var identity: FileIdentity
    }

    /// Makes the directory (0750) and the live segment where they are missing.
    public init(directory: String, files: JournalFiles = .system) throws(JournalError) {
        self.directory = JournalDirectory(path: directory)
        self.files = files
        try self.directory.create(syncing: files)
        _ = try openSegment()
    }

    deinit {
        switch state {
        case .open(let segment), .broken(let segment): close(segment.file)
        case .closed: break
        }
    }

    /// Appends whole lines and syncs them. When it throws, none of them is in the journal, and the next group may be tried.
    /// - Parameter firstSeq: of the group's first record, by which the segment is named once it is closed.
    public func append(_ group: RecordLines, firstSeq: UInt64) throws(JournalError) {
        guard group.count > 0 else { return }
        do throws(JournalError) {
            var segment = try usableSegment()
            try reserve(Int64(group.count), in: segment)
            try write(group, to: segment)
            try sync(segment)
            segment.length += Int64(group.count)
            segment.firstSeq = segment.firstSeq ?? firstSeq
            state = .open(segment)
            failedLength = 0
        } catch {
            failedLength = Int64(group.count)
            throw error
        }
    }

    /// Whether the journal can be written right now: opens or mends what has to be, and sets space aside, as much as the last failed group wanted and 64 KiB at least, which is given back. A reader sees nothing of it.
    public func probe() throws(JournalError) {
        let segment = try usableSegment()
        try reserve(max(failedLength, 64 << 10), in: segment)
        try cut(segment)
        try sync(segment)
    }

    // MARK: - The live segment

    /// The live segment, open, under its name, and ending with what was synced last.
    private func usableSegment() throws(JournalError) -> LiveSegment {
        switch state {
        case .closed:
            return try openSegment()
        case .broken(let segment):
            return try replace(segment)
        case .open(var segment):
            // Somebody removed or replaced the file: what is written to it now would be lost.
            guard segment.identity == FileIdentity(path: directory.livePath) else {
                close(segment.file)
                state = .closed
                return try openSegment()
            }
            let size = try size(of: segment.file)
            guard size != segment.length else { return segment }
            if size < segment.length {
                // Somebody cut the file, perhaps in the middle of a line.
                segment.length = try BackwardLineReader(path: directory.livePath).offset
                if segment.length == 0 { segment.firstSeq = nil }
                state = .open(segment)
            }
            try cut(segment)
            return segment
        }
    }

    private func openSegment() throws(JournalError) -> LiveSegment {
        let path = directory.livePath
        let file = try attempt(.open, path) { () throws(SystemFailure) in try files.open(path) }
        do throws(JournalError) {
            guard let identity = FileIdentity(file: file) else { throw JournalError(.open, path: path, failure: .last) }
            let length = try size(of: file)
            let firstSeq = length > 0 ? try JournalDirectory.firstSeq(path: path) : nil
            // It may just have been made, by this process or one that ended before it came to this.
            try syncDirectory()
            let segment = LiveSegment(file: file, length: length, firstSeq: firstSeq, identity: identity)
            state = .open(segment)
            return segment
        } catch {
            close(file)
            throw error
        }
    }

    /// Cuts a segment to what was synced, closes it under its own name, and begins another.
    private func replace(_ segment: LiveSegment) throws(JournalError) -> LiveSegment {
        state = .broken(segment)
        if segment.identity == FileIdentity(path: directory.livePath) {
            try cut(segment)
            let path = directory.livePath
            if segment.length > 0 {
                guard let firstSeq = segment.firstSeq else {
                    throw JournalError(.rename, path: path, failure: SystemFailure(code: EBADMSG))
                }
                let closed = directory.path(of: .closed(firstSeq: firstSeq))
                try attempt(.rename, closed) { () throws(SystemFailure) in try files.rename(path, closed) }
            } else {
                try attempt(.remove, path) { () throws(SystemFailure) in try files.remove(path) }
            }
            try syncDirectory()
        }
        close(segment.file)
        state = .closed
        return try openSegment()
    }

    // MARK: - Steps of a group

    private func reserve(_ length: Int64, in segment: LiveSegment) throws(JournalError) {
        do throws(SystemFailure) {
            try uninterrupted { () throws(SystemFailure) in try files.reserve(segment.file, segment.length, length) }
        } catch {
            // NFS and some others cannot; there a full disk shows when writing.
            if [EOPNOTSUPP, ENOSYS].contains(error.code) { return }
            // What of it was set aside all the same goes back; that it does is no condition for trying again.
            try? files.truncate(segment.file, segment.length)
            throw JournalError(.reserve, path: directory.livePath, failure: error)
        }
    }

    private func write(_ group: RecordLines, to segment: LiveSegment) throws(JournalError) {
        do throws(SystemFailure) {
            // Gathered to no more than stays in the processor's cache until the kernel takes it.
            var gathered: [UInt8] = []
            gathered.reserveCapacity(min(group.count, Self.writeSize))
            for piece in group.pieces {
                if gathered.count + piece.count > Self.writeSize {
                    try write(gathered, to: segment.file)
                    gathered.removeAll(keepingCapacity: true)
                }
                if piece.count > Self.writeSize { try write(piece, to: segment.file) } else { gathered += piece }
            }
            try write(gathered, to: segment.file)
        } catch {
            // Where cutting back fails too, the next use cuts first: the file is longer than what was synced.
            try? cut(segment)
            throw JournalError(.write, path: directory.livePath, failure: error)
        }
    }

    /// In bytes.
    private static let writeSize = 128 << 10

    private func write(_ bytes: [UInt8], to file: Int32) throws(SystemFailure) {
        try bytes.span.bytes.withUnsafeBytes { bytes throws(SystemFailure) in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = try uninterrupted { () throws(SystemFailure) in try files.write(file, UnsafeRawBufferPointer(rebasing: rest))
                }
                guard written > 0 else { throw SystemFailure(code: EIO) }
                rest = rest.dropFirst(written)
            }
        }
    }

    /// A sync that failed is not tried again as if nothing had happened: the kernel may have dropped the pages and say yes the second time.
    private func sync(_ segment: LiveSegment) throws(JournalError) {
        do throws(SystemFailure) {
            try uninterrupted { () throws(SystemFailure) in try files.sync(segment.file) }
        } catch {
            state = .broken(segment)
            _ = try? replace(segment)
            throw JournalError(.sync, path: directory.livePath, failure: error)
        }
    }

    private func cut(_ segment: LiveSegment) throws(JournalError) {
        try attempt(.cut, directory.livePath) { () throws(SystemFailure) in
            try uninterrupted { () throws(SystemFailure) in try files.truncate(segment.file, segment.length) }
        }
    }

    private func syncDirectory() throws(JournalError) {
        try attempt(.sync, directory.path) { () throws(SystemFailure) in try files.syncDirectory(directory.path) }
    }

    private func size(of file: Int32) throws(JournalError) -> Int64 {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw JournalError(.read, path: directory.livePath, failure: .last) }
        return Int64(status.st_size)
    }

    private func uninterrupted<Result>(_ call: () throws(SystemFailure) -> Result) throws(SystemFailure) -> Result {
        while true {
            do throws(SystemFailure) {
                return try call()
            } catch {
                guard error.code == EINTR else { throw error }
            }
        }
    }
}
