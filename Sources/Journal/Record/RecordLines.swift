/// Lines of the journal, in the pieces that they are made of: what was encoded earlier is not copied before it is written.
public struct RecordLines: Sendable {
    public private(set) var pieces: [[UInt8]] = []
    /// The size of all pieces, in bytes.
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
