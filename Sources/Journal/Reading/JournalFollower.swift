import Bytes

/// Reads a journal from a place to its end, and again when it has grown, across the closing of segments and the cutting back of groups that failed.
///
/// A line is handed out when it is whole. If the group of a record that was handed out fails and is cut back, another record may come under the same number.
public final class JournalFollower {
    private let directory: JournalDirectory
    /// The segment that is being read; `nil` where the journal has no file yet.
    private var segment: OpenSegment?
    /// In bytes from the segment's start.
    private var offset: Int64
    /// Closed segments up to this number come before the segment that is being read.
    private var passed: UInt64
    private var watch: DirectoryWatch?

    init(directory: JournalDirectory, segment: OpenSegment?, offset: Int64) {
        self.directory = directory
        self.segment = segment
        self.offset = offset
        passed = 0
        if case .closed(let firstSeq) = segment?.name { passed = firstSeq }
        if segment?.name == .live { passed = (try? highestClosed()) ?? 0 }
    }

    /// Hands out every whole record that there is by now, with its line. Lines that are no records are skipped.
    /// - Throws: `JournalError`, or what `body` throws.
    public func read(_ body: (ReplayedRecord, UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        repeat {
            try readSegment(body)
        } while try advance(body)
    }

    /// Waits until the journal may have changed, or some seconds have passed.
    /// - Parameter output: a descriptor whose reader may go away.
    /// - Returns: false when the reader of `output` has gone.
    public func wait(outputOf output: Int32? = nil) throws(JournalError) -> Bool {
        if let watch { return watch.wait(outputOf: output) }
        // Changes before the watch began are seen by reading once more.
        watch = try DirectoryWatch(path: directory.path)
        return true
    }

    private func readSegment(_ body: (ReplayedRecord, UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        guard let segment else { return }
        // A group that failed was cut back, and another one may have been written in its place.
        offset = try segment.lineEnd(before: min(offset, segment.size()))
        var reader = LineReader(file: segment.file, path: segment.path, from: offset)
        while true {
            let line: Void? = try reader.next { line in
                if let record = ReplayedRecord(line: line) { try body(record, line) }
            }
            guard line != nil else { return }
            offset = reader.offset
        }
    }

    /// Continues with the next segment, if there is one, after the rest of the present one, which it may have got before it was closed.
    private func advance(_ body: (ReplayedRecord, UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Bool {
        if let segment, segment.name == .live, segment.identity == FileIdentity(path: directory.livePath) { return false }
        guard let next = try nextSegment() else { return false }
        try readSegment(body)
        segment = next
        offset = 0
        return true
    }

    private func nextSegment() throws(JournalError) -> OpenSegment? {
        // Opened before the names are listed: if it is closed in between, it is among them.
        let live = try OpenSegment(.live, in: directory)
        for case .closed(let firstSeq) in try directory.segments() where firstSeq > passed {
            guard let closed = try OpenSegment(.closed(firstSeq: firstSeq), in: directory) else { continue }
            passed = firstSeq
            if closed.identity != segment?.identity { return closed }
        }
        guard let live, live.identity != segment?.identity else { return nil }
        return live
    }

    private func highestClosed() throws(JournalError) -> UInt64 {
        var highest: UInt64 = 0
        for case .closed(let firstSeq) in try directory.segments() {
            // The live segment may have been closed since it was opened.
            let identity = FileIdentity(path: directory.path(of: .closed(firstSeq: firstSeq)))
            if identity != segment?.identity { highest = firstSeq }
        }
        return highest
    }
}
