/// A message, or a part of one (RFC 2045, RFC 2046).
struct MailPart {
    let header: MailHeader
    let type: MediaTypeField
    let disposition: MediaTypeField?
    /// Still in its transfer encoding; empty where there are parts.
    let body: ArraySlice<UInt8>
    let parts: [MailPart]

    /// Parts nested deeper are not split further.
    private static let deepest = 16
    /// The most parts of a message, nested ones included.
    private static let mostParts = 256

    init(_ bytes: ArraySlice<UInt8>) {
        var left = Self.mostParts
        self.init(bytes, depth: 0, defaultType: "text/plain", left: &left)
    }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int, defaultType: String, left: inout Int) {
        let (header, start) = MailHeader.read(bytes)
        self.header = header
        let stated = MediaTypeField(header.raw("content-type") ?? defaultType)
        type = stated.value.contains("/") ? stated : MediaTypeField(defaultType)
        disposition = header.raw("content-disposition").map(MediaTypeField.init)
        let body = bytes[start...]
        var parts: [MailPart] = []
        if depth < Self.deepest, left > 0 {
            if type.value.hasPrefix("multipart/") {
                let inner = type.value == "multipart/digest" ? "message/rfc822" : "text/plain"
                let boundary = type["boundary"] ?? Self.guessedBoundary(of: body)
                for piece in boundary.map({ Self.split(body, at: $0, limit: left) }) ?? [] {
                    left -= 1
                    parts.append(MailPart(piece, depth: depth + 1, defaultType: inner, left: &left))
                }
            } else if type.value == "message/rfc822" {
                let whole = TransferDecoding.decode(body, encoding: header.raw("content-transfer-encoding"))[...]
                left -= 1
                parts = [MailPart(whole, depth: depth + 1, defaultType: "text/plain", left: &left)]
            }
        }
        self.parts = parts
        self.body = parts.isEmpty ? body : []
    }

    /// The body without its transfer encoding.
    var content: [UInt8] { TransferDecoding.decode(body, encoding: header.raw("content-transfer-encoding")) }

    /// Its name as a file; nil without one.
    var fileName: String? { disposition?["filename"] ?? type["name"] }

    /// Whether it is meant to be saved, and not shown with the message.
    var isAttachment: Bool { disposition?.value == "attachment" }

    /// The pieces between the lines `--boundary`, up to `--boundary--` or the end: messages that were cut have no closing line.
    private static func split(_ body: ArraySlice<UInt8>, at boundary: String, limit: Int) -> [ArraySlice<UInt8>] {
        let delimiter = Array("--\(boundary)".utf8)
        guard delimiter.count > 2 else { return [] }
        var pieces: [ArraySlice<UInt8>] = []
        var start: Int?
        var at = body.startIndex
        while at < body.endIndex, pieces.count < limit {
            let lineEnd = body[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? body.endIndex
            let line = body[at..<lineEnd]
            if line.starts(with: delimiter) {
                let rest = line.dropFirst(delimiter.count)
                let isClosing = rest.starts(with: "--".utf8)
                // Of two boundaries one may begin with the other.
                if isClosing || rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }) {
                    if let start { pieces.append(withoutLineEnd(body[start..<at])) }
                    start = isClosing ? nil : lineEnd
                    if isClosing { break }
                }
            }
            at = lineEnd
        }
        if let start, pieces.count < limit { pieces.append(body[start...]) }
        return pieces
    }

    /// The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1).
    private static func withoutLineEnd(_ piece: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var piece = piece
        if piece.last == 0x0A { piece.removeLast() }
        if piece.last == 0x0D { piece.removeLast() }
        return piece
    }

    /// The first line that begins with two hyphens, where the header names no boundary.
    private static func guessedBoundary(of body: ArraySlice<UInt8>) -> String? {
        for line in body.prefix(4_096).split(separator: 0x0A) where line.starts(with: "--".utf8) {
            let name = line.dropFirst(2).filter { $0 > 0x20 && $0 < 0x7F }
            return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
        }
        return nil
    }
}
