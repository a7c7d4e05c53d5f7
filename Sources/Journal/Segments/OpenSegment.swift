import Bytes
import Glibc

/// A segment that is open for reading: the same file, whatever becomes of its name.
struct OpenSegment {
    let name: SegmentName
    let path: String
    let file: Descriptor
    let identity: FileIdentity

    /// `nil` where there is no such file any more.
    init?(_ name: SegmentName, in directory: JournalDirectory) throws(JournalError) {
        let path = directory.path(of: name)
        do throws(SystemFailure) {
            let file = try Descriptor(path: path, flags: O_RDONLY)
            identity = FileIdentity(try file.status())
            self.file = file
        } catch {
            if error.code == ENOENT { return nil }
            throw JournalError(.open, path: path, failure: error)
        }
        self.name = name
        self.path = path
    }

    /// In bytes.
    func size() throws(JournalError) -> Int64 {
        try attempt(.read, path) { () throws(SystemFailure) in try file.size() }
    }

    /// The end of the last whole line before `end`, or the segment's start.
    func lineEnd(before end: Int64) throws(JournalError) -> Int64 {
        try BackwardLineReader(file: file, path: path, before: end).offset
    }
}
