/// Lines of the journal in the pieces that they are made of, so that what was encoded before is not put together once more to be written.
public struct RecordLines: Sendable {
    public private(set) var pieces: [[UInt8]] = []
    /// Bytes of all pieces.
    public private(set) var count = 0

    public init() {}

    /// Whole lines.
    public init(_ bytes: [UInt8]) {
        add(bytes)
    }

    public mutating func append(_ record: Record) {
        add(record.start)
        add(record.item.members)
        add(Record.end)
    }

    private mutating func add(_ piece: [UInt8]) {
        guard !piece.isEmpty else { return }
        pieces.append(piece)
        count += piece.count
    }
}
