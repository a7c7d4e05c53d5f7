internal import Glibc

/// A document's bytes as UTF-8, and which encoding they were in (RFC 7303, and what publishers get wrong about it).
public struct TextDecoding: Sendable {
    /// Valid UTF-8 without a byte order mark and without control characters.
    public private(set) var bytes: [UInt8]
    /// As IANA names it, in lower case.
    public private(set) var encoding: String
    /// What was not as it was said to be, a sentence each.
    public private(set) var warnings: [String] = []

    /// - Parameters:
    ///   - bytes: the document as it arrived.
    ///   - contentType: the Content-Type header's value, if there was one.
    public init(_ bytes: [UInt8], contentType: String?) {
        self.bytes = []
        encoding = "utf-8"
        let header = contentType.flatMap(Self.charset(inContentType:))
        var isClean = false
        if let mark = ByteOrderMark(bytes) {
            read(bytes, mark: mark, header: header)
        } else {
            isClean = read(bytes, header: header, declared: Self.declaredEncoding(bytes))
        }
        if !isClean, TextCleaning.hasControls(self.bytes) {
            TextCleaning.removeControls(&self.bytes)
            warnings.append("Control characters stand in the text; they were removed.")
        }
    }

    private mutating func read(_ bytes: [UInt8], mark: ByteOrderMark, header: CharacterEncoding?) {
        let content = Array(bytes[mark.length...])
        encoding = mark.encoding
        if mark.encoding == "utf-8" {
            self.bytes = content
            mendUTF8()
        } else {
            self.bytes = CharacterEncoding(mark.encoding)?.decode(content).bytes ?? content
            mendUTF8()
        }
        if mark.isStated, let header, header.name != mark.encoding, !header.name.hasPrefix("utf-16"), !header.name.hasPrefix("utf-32") {
            warnings.append("The HTTP header says \(header.name), the byte order mark \(mark.encoding); the mark was believed.")
        }
    }

    /// - Returns: whether it is known that no control character stands in the text.
    private mutating func read(_ bytes: [UInt8], header: CharacterEncoding?, declared: CharacterEncoding?) -> Bool {
        // What is ASCII throughout, or declares a 16-bit encoding in 8-bit characters, is read as UTF-8.
        let candidates = [header, declared].compactMap { $0 }.filter { !$0.isWide }
        let evidence = UTF8Evidence(bytes)
        if evidence.isASCII, candidates.allSatisfy({ !$0.isStateful }) {
            encoding = (header ?? declared).map { $0.isWide ? "utf-8" : $0.name } ?? "utf-8"
            self.bytes = bytes
            return evidence.isClean
        }
        let said = candidates.first
        if evidence.isValid, said == nil || said?.name == "utf-8" || evidence.isConvincing(against: said) {
            self.bytes = bytes
            if let said, said.name != "utf-8" {
                warnings.append("The document is said to be \(said.name) and is UTF-8.")
            }
            return evidence.isClean
        }
        for candidate in candidates where candidate.name != "utf-8" {
            let decoded = candidate.decode(bytes)
            guard decoded.failures == 0 || (candidate == candidates.last && decoded.failures * 50 < max(50, evidence.highBytes)) else {
                continue
            }
            if candidate != said, let said { warnings.append("The document is said to be \(said.name) and is \(candidate.name).") }
            if decoded.failures > 0 { warnings.append("Some bytes are not \(candidate.name); they were replaced.") }
            encoding = candidate.name
            self.bytes = decoded.bytes
            return false
        }
        if evidence.isMostlyUTF8 {
            self.bytes = bytes
            mendUTF8()
            return false
        }
        let guess = EncodingGuess.of(bytes)
        encoding = guess.name
        self.bytes = guess.decode(bytes).bytes
        warnings.append("The document is said to be \(said?.name ?? "utf-8") and is not; it was read as \(guess.name).")
        return false
    }

    /// Reads what is not UTF-8 in a UTF-8 document as Windows-1252.
    private mutating func mendUTF8() {
        guard !UTF8Evidence(bytes).isValid else { return }
        bytes = TextCleaning.mendUTF8(bytes)
        warnings.append("Some bytes are not UTF-8; they were read as windows-1252.")
    }

    /// The `charset` parameter of a Content-Type.
    static func charset(inContentType value: String) -> CharacterEncoding? {
        for parameter in value.split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased().filter({ $0 != " " && $0 != "\t" }) == "charset" else { continue }
            return CharacterEncoding(pair[1].filter { !"\"' \t".contains($0) })
        }
        return nil
    }

    /// What the XML declaration says, in a document whose bytes contain ASCII's.
    static func declaredEncoding(_ bytes: [UInt8]) -> CharacterEncoding? {
        let declaration = bytes.withUnsafeBufferPointer { bytes -> ArraySlice<UInt8>? in
            guard let base = bytes.baseAddress else { return nil }
            let head = XMLSource(base: base, count: min(bytes.count, 1024))
            guard let start = head.next("<?xml", from: 0), let end = head.next("?>", from: start),
                let key = head.next("encoding", from: start), key < end
            else { return nil }
            return Array(head.slice(key + 8..<end))[...]
        }
        guard let declaration else { return nil }
        var name: [UInt8] = []
        for byte in declaration {
            if byte == 0x3d || byte <= 0x20 { if name.isEmpty { continue } else { break } }
            if byte == 0x22 || byte == 0x27 { if name.isEmpty { continue } else { break } }
            name.append(byte)
        }
        return CharacterEncoding(String(decoding: name, as: UTF8.self))
    }
}
