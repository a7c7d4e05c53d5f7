/// The path of an `allow` or `disallow` line: a prefix of URLs' paths, in which `*` stands for any characters, and a `$` at the end for the end of the URL
/// (RFC 9309, sections 2.2.2 and 2.2.3).
struct RobotsPattern: Sendable, Equatable {
    /// The parts between the asterisks.
    private let pieces: [[UInt8]]
    private let isAnchored: Bool
    /// The length of the pattern in normal form. Of several patterns that match, the longest decides.
    let octets: Int

    init(_ written: some Sequence<UInt8>) {
        var bytes = Array(written)
        isAnchored = bytes.last == UInt8(ascii: "$")
        if isAnchored { bytes.removeLast() }
        let normal = RobotsPath.normal(bytes, isPattern: true)
        pieces = normal.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
        octets = normal.count + (isAnchored ? 1 : 0)
    }

    /// Whether a path matches. Takes O(length of the pattern × length of the path) time.
    ///
    /// - Parameter path: in normal form, see ``RobotsPath``.
    func matches(_ path: [UInt8]) -> Bool {
        guard let first = pieces.first, path.starts(with: first) else { return false }
        if pieces.count == 1 { return !isAnchored || path.count == first.count }
        var at = first.count
        for piece in pieces.dropFirst().dropLast() {
            guard let found = Self.find(piece, in: path, from: at) else { return false }
            at = found + piece.count
        }
        guard let last = pieces.last else { return false }
        guard isAnchored else { return Self.find(last, in: path, from: at) != nil }
        return path.count - at >= last.count && path.suffix(last.count).elementsEqual(last)
    }

    private static func find(_ piece: [UInt8], in path: [UInt8], from start: Int) -> Int? {
        guard let first = piece.first else { return start }
        var at = start
        while at + piece.count <= path.count {
            if path[at] == first, path[at..<(at + piece.count)].elementsEqual(piece) { return at }
            at += 1
        }
        return nil
    }
}
