import Glibc

/// Reads the journal from a place to its end, hands out its records, and sets aside what is no record.
struct Replayer {
    let directory: JournalDirectory
    let segments: [SegmentName]
    let files: JournalFiles
    let tornPath: String
    private(set) var reading = LogReading()

    init(directory: JournalDirectory, segments: [SegmentName], files: JournalFiles, torn: String) {
        self.directory = directory
        self.segments = segments
        self.files = files
        tornPath = torn
    }

    /// Every record must have a higher number than those before it; from the first line that is not such a record, the rest is cut off.
    mutating func replay(from place: SegmentPlace, after seq: UInt64, _ body: (ReplayedRecord) throws -> Void) throws {
        for index in segments.indices.dropFirst(place.segment) {
            try sync(index)
            var reader = try LineReader(path: path(index), from: index == place.segment ? place.offset : 0)
            var end = reader.offset
            while let record = try reader.next({ ReplayedRecord(line: $0) as ReplayedRecord? }) {
                guard let record else { return try cut(at: SegmentPlace(segment: index, offset: end), because: .damaged) }
                let expected = (reading.last?.seq ?? seq) &+ 1
                guard record.head.seq >= expected else {
                    let reason = TornEnd.Reason.outOfOrder(expected: expected, found: record.head.seq)
                    return try cut(at: SegmentPlace(segment: index, offset: end), because: reason)
                }
                try hand(record, to: body)
                end = reader.offset
            }
            if try size(index) > end { return try cut(at: SegmentPlace(segment: index, offset: end), because: .unended) }
        }
    }

    /// Damaged lines between records are skipped and counted; what follows the last record is cut off.
    mutating func replayAll(_ body: (ReplayedRecord) throws -> Void) throws {
        // After the last whole record so far.
        var end = SegmentPlace(segment: 0, offset: 0)
        var damagedSinceEnd = 0
        for index in segments.indices {
            try sync(index)
            var reader = try LineReader(path: path(index))
            while let record = try reader.next({ ReplayedRecord(line: $0) as ReplayedRecord? }) {
                guard let record else {
                    damagedSinceEnd += 1
                    continue
                }
                try hand(record, to: body)
                reading.damaged += damagedSinceEnd
                damagedSinceEnd = 0
                end = SegmentPlace(segment: index, offset: reader.offset)
            }
        }
        try cut(at: end, because: damagedSinceEnd > 0 ? .damaged : .unended)
    }

    private mutating func hand(_ record: ReplayedRecord, to body: (ReplayedRecord) throws -> Void) throws {
        try body(record)
        reading.count += 1
        if record.head.seq > reading.last?.seq ?? 0 { reading.last = record.head.position }
    }

    // MARK: - Segments

    private func path(_ index: Int) -> String { directory.path(of: segments[index]) }

    private func size(_ index: Int) throws(JournalError) -> Int64 {
        try attempt(.read, path(index)) { () throws(SystemFailure) in try Descriptor(path: path(index), flags: O_RDONLY).size() }
    }

    /// What was written but not synced when the process ended must not reach the store before it is durable.
    private func sync(_ index: Int) throws(JournalError) {
        try attempt(.sync, path(index)) { () throws(SystemFailure) in
            try Descriptor(path: path(index), flags: O_RDONLY).with(files.sync)
        }
    }

    // MARK: - The torn end

    /// Copies everything from `place` on, and only then cuts it off: last segment first, so that a crash on the way leaves a journal without a hole.
    private mutating func cut(at place: SegmentPlace, because reason: TornEnd.Reason) throws(JournalError) {
        let rest = segments.indices.dropFirst(place.segment)
        var length: Int64 = 0
        for index in rest { length += try size(index) - (index == place.segment ? place.offset : 0) }
        guard length > 0, let first = rest.first else { return }

        let torn = try TornFile(path: tornPath, files: files)
        for index in rest { try torn.append(from: path(index), offset: index == place.segment ? place.offset : 0) }
        try torn.finish(in: directory.path)

        for index in rest.dropFirst().reversed() {
            switch segments[index] {
            case .live: try truncate(index, to: 0)
            case .closed: try attempt(.remove, path(index)) { () throws(SystemFailure) in try files.remove(path(index)) }
            }
        }
        try truncate(first, to: place.offset)
        try attempt(.sync, directory.path) { () throws(SystemFailure) in try files.syncDirectory(directory.path) }
        reading.torn = TornEnd(segmentPath: path(first), offset: place.offset, length: length, path: torn.path, reason: reason)
    }

    private func truncate(_ index: Int, to length: Int64) throws(JournalError) {
        try attempt(.cut, path(index)) { () throws(SystemFailure) in
            try Descriptor(path: path(index), flags: O_WRONLY).with { file throws(SystemFailure) in
                try files.truncate(file, length)
                try files.sync(file)
            }
        }
    }
}
