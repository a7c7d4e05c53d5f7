/// Several byte strings in one, each behind its length: how a source that consists of files goes through feedd as one document.
///
/// It begins with a mark that no text begins with; each frame is a length of eight bytes, little-endian, and that many bytes.
public struct ByteFrames: Sendable {
    private static let mark = Array("\0feedd frames\n".utf8)
    public private(set) var bytes: [UInt8]

    /// Without any frame.
    public init() {
        bytes = Self.mark
    }

    public mutating func append(_ frame: some Collection<UInt8>) {
        bytes.append(littleEndian: UInt64(frame.count))
        bytes.append(contentsOf: frame)
    }

    /// The frames of `bytes`; nil where these are no frames. A last frame that is cut short is left out.
    public static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
        guard bytes.starts(with: mark) else { return nil }
        var frames: [ArraySlice<UInt8>] = []
        var at = mark.count
        while bytes.count - at >= 8 {
            let length = bytes.withUnsafeBytes { $0.littleEndian(at: at, as: UInt64.self) }
            at += 8
            guard length <= UInt64(bytes.count - at) else { break }
            frames.append(bytes[at..<at + Int(length)])
            at += Int(length)
        }
        return frames
    }
}
