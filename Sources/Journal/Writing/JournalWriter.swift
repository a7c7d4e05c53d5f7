public import Bytes
import Glibc

/// Appends groups of records to the live segment, each durably or not at all.
///
/// One process writes to a journal, and one owner calls: the class is not for sharing. `JournalRecovery` goes first, so that the segment ends with a whole
/// record. What others do to the files meanwhile (removal, truncation, rotation) is noticed with the next group, which then goes to where the journal
/// continues.
public final class JournalWriter {
    private let directory: JournalDirectory
    private let files: JournalFiles
    private let now: @Sendable () -> Timestamp
    private var state = State.closed
    /// What the last group that failed would have taken, in bytes.
    private var failedLength: Int64 = 0
    /// The last record that this writer appended.
    private var lastSeq: UInt64?
    /// The records of a live segment that was removed or replaced, until it is known which of them are still there.
    private var lost: ClosedRange<UInt64>?
    /// What has been noticed and not yet returned.
    private var notices: [JournalNotice] = []

    private enum State {
        /// No file is open; the next use opens the live segment.
        case closed
        case open(LiveSegment)
        /// A sync failed: what was synced before is to be kept, what follows it is to go, and nothing more may be written to the file.
        case broken(LiveSegment)
    }

    private struct LiveSegment {
        var file: Int32
        /// How much of the file is synced records, in bytes.
        var length: Int64
        /// The numbers of the first record and the last, if there is one.
        var seqs: ClosedRange<UInt64>?
        /// By which the file is recognised under its name.
        var identity: FileIdentity
        /// Behind the records is what was left of a group that failed and could not be cut back.
        var hasRest = false
    }

    /// Makes the directory (0750) and the live segment (0640) where they are missing.
    ///
    /// - Parameter now: names the files in which something is set aside.
    public init(
        directory: String, files: JournalFiles = .system, now: @escaping @Sendable () -> Timestamp = { .now() }
    ) throws(JournalError) {
        self.directory = JournalDirectory(path: directory)
        self.files = files
        self.now = now
        _ = try openSegment()
    }

    deinit {
        switch state {
        case .open(let segment), .broken(let segment): close(segment.file)
        case .closed: break
        }
    }

    /// Appends whole lines and syncs them. When it throws, none of them is in the journal, and the next group may be tried.
    ///
    /// - Parameter seqs: the numbers of the group's records. A segment is named by its first one once it is closed.
    /// - Returns: what others were found to have done to the journal since the last group.
    public func append(_ group: RecordLines, seqs: ClosedRange<UInt64>) throws(JournalError) -> [JournalNotice] {
        do throws(JournalError) {
            var segment = try usableSegment()
            try reserve(Int64(group.count), in: segment)
            try write(group, to: segment)
            try sync(segment)
            segment.length += Int64(group.count)
            segment.seqs = (segment.seqs?.lowerBound ?? seqs.lowerBound)...seqs.upperBound
            state = .open(segment)
            lastSeq = seqs.upperBound
            failedLength = 0
        } catch {
            failedLength = Int64(group.count)
            throw error
        }
        defer { notices = [] }
        return notices
    }

    /// Tries whether the journal can be written now: opens or mends what has to be, and reserves space, as much as the last failed group needed and 64 KiB at
    /// least, which is given back. Readers see nothing of it.
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
        case .closed: return try openSegment()
        case .broken(let segment): return try replace(segment)
        case .open(var segment):
            // What is written to a file that was removed or replaced would be lost.
            guard segment.identity == FileIdentity(path: directory.livePath) else { return try reopen(segment) }
            let size = try size(of: segment.file)
            if size < segment.length { return try shorten(segment) }
            if size > segment.length {
                if !segment.hasRest { try setAsideEnd(from: segment.length) }
                try cut(segment)
                segment.hasRest = false
            }
            return segment
        }
    }

    private func openSegment() throws(JournalError) -> LiveSegment {
        let path = directory.livePath
        try setAsideForeignFile()
        let file = try openFile(path)
        do throws(JournalError) {
            guard let identity = FileIdentity(file: file) else { throw JournalError(.open, path: path, failure: .last) }
            let size = try size(of: file)
            var segment = LiveSegment(file: file, length: 0, identity: identity)
            if size > 0 { (segment.length, segment.seqs) = try records() }
            // It may just have been made, by this process or one that ended before it came to this.
            try syncDirectory()
            if size > segment.length {
                try setAsideEnd(from: segment.length)
                try cut(segment)
            }
            if let lost { noteMissing(lost, leaving: segment.seqs?.upperBound) }
            lost = nil
            lastSeq = lastSeq ?? segment.seqs?.upperBound
            state = .open(segment)
            return segment
        } catch {
            close(file)
            throw error
        }
    }

    /// Makes the directory again where it was removed.
    private func openFile(_ path: String) throws(JournalError) -> Int32 {
        do throws(SystemFailure) {
            return try files.open(path)
        } catch {
            guard error.code == ENOENT else { throw JournalError(.open, path: path, failure: error) }
            try directory.create(syncing: files)
            return try attempt(.open, path) { () throws(SystemFailure) in try files.open(path) }
        }
    }

    /// Where the last line of the live segment ends, and the numbers of its first and last record.
    private func records() throws(JournalError) -> (end: Int64, seqs: ClosedRange<UInt64>?) {
        let path = directory.livePath
        let (end, last) = try JournalDirectory.lastSeq(path: path)
        guard let last, let first = try JournalDirectory.firstSeq(path: path), first <= last else { return (end, nil) }
        return (end, first...last)
    }

    /// Closes a segment that fails, cut to what was synced, under its own name, and begins another one.
    private func replace(_ segment: LiveSegment) throws(JournalError) -> LiveSegment {
        state = .broken(segment)
        guard segment.identity == FileIdentity(path: directory.livePath) else { return try reopen(segment) }
        try cut(segment)
        let path = directory.livePath
        if segment.length > 0 {
            guard let firstSeq = segment.seqs?.lowerBound else {
                throw JournalError(.rename, path: path, failure: SystemFailure(code: EBADMSG))
            }
            let closed = directory.path(of: .closed(firstSeq: firstSeq))
            try attempt(.rename, closed) { () throws(SystemFailure) in try files.rename(path, closed) }
        } else {
            try attempt(.remove, path) { () throws(SystemFailure) in try files.remove(path) }
        }
        try syncDirectory()
        close(segment.file)
        state = .closed
        return try openSegment()
    }

    // MARK: - What others did

    /// The file was removed, or another one has its name.
    private func reopen(_ segment: LiveSegment) throws(JournalError) -> LiveSegment {
        close(segment.file)
        state = .closed
        lost = segment.seqs
        return try openSegment()
    }

    /// The file was cut, perhaps in the middle of a line.
    private func shorten(_ segment: LiveSegment) throws(JournalError) -> LiveSegment {
        var segment = segment
        let before = segment.seqs
        (segment.length, segment.seqs) = try records()
        if let before { noteMissing(before, leaving: segment.seqs?.upperBound) }
        segment.hasRest = true
        state = .open(segment)
        try cut(segment)
        return segment
    }

    /// - Parameter last: the last record that is still there.
    private func noteMissing(_ seqs: ClosedRange<UInt64>, leaving last: UInt64?) {
        let first = max(seqs.lowerBound, last.map { $0 &+ 1 } ?? 0)
        if first <= seqs.upperBound { notices.append(.missing(first...seqs.upperBound, directory: directory.path)) }
    }

    /// Copies what others have appended, so that it can be cut off.
    private func setAsideEnd(from offset: Int64) throws(JournalError) {
        let torn = try TornFile(path: directory.livePath + ".torn-" + now().compact, files: files)
        try torn.append(from: directory.livePath, offset: offset)
        try torn.finish(in: directory.path)
        notices.append(.setAside(path: torn.path))
    }

    /// The journal of another feedd may have been put in the place of this one's.
    private func setAsideForeignFile() throws(JournalError) {
        let path = directory.livePath
        guard let lastSeq, access(path, F_OK) == 0, let last = try JournalDirectory.lastSeq(path: path).seq, last > lastSeq else { return }
        let aside = UnusedPath.like(path + ".foreign-" + now().compact)
        try attempt(.rename, aside) { () throws(SystemFailure) in try files.rename(path, aside) }
        notices.append(.setAside(path: aside))
    }

    // MARK: - Steps of a group

    private func reserve(_ length: Int64, in segment: LiveSegment) throws(JournalError) {
        do throws(SystemFailure) {
            try uninterrupted { () throws(SystemFailure) in try files.reserve(segment.file, segment.length, length) }
        } catch {
            // NFS and some others cannot; there a full disk shows when writing.
            if [EOPNOTSUPP, ENOSYS].contains(error.code) { return }
            // Gives back what was reserved all the same. If that fails, the next group may be tried nevertheless.
            try? files.truncate(segment.file, segment.length)
            throw JournalError(.reserve, path: directory.livePath, failure: error)
        }
    }

    private func write(_ group: RecordLines, to segment: LiveSegment) throws(JournalError) {
        do throws(SystemFailure) {
            // Gathered to no more than stays in the processor's cache until the kernel copies it.
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
            // If cutting back fails, too, the next use begins with it: the file is longer than what was synced.
            do throws(JournalError) {
                try cut(segment)
            } catch {
                var segment = segment
                segment.hasRest = true
                state = .open(segment)
            }
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

    /// A sync that failed is not simply retried: the kernel may have dropped the pages and report success the second time.
    private func sync(_ segment: LiveSegment) throws(JournalError) {
        do throws(SystemFailure) {
            try uninterrupted { () throws(SystemFailure) in try files.sync(segment.file) }
        } catch {
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
