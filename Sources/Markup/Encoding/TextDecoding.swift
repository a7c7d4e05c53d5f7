internal import Glibc

/// Decodes a document to UTF-8 (RFC 7303, 3, with fallbacks for wrong declarations).
///
/// A byte order mark takes precedence. Valid UTF-8 comes next, also against a declaration of another encoding where it cannot be a
/// coincidence; then the charset of the Content-Type header, and then the encoding of the XML declaration, if the document can be decoded
/// by it and is not implausible in it. The encoding of any other document is found by ``EncodingDetector``.
public struct TextDecoding: Sendable {
    /// Valid UTF-8 without a byte order mark and without control characters.
    public private(set) var bytes: [UInt8]
    /// The encoding that the document was in: its IANA name in lower case.
    public private(set) var encoding: String
    /// One sentence for each thing that was not as declared.
    public private(set) var warnings: [String] = []
    private let language: String?

    /// - Parameters:
    ///   - bytes: the document as it was received, without its transfer and content encodings.
    ///   - contentType: the value of the Content-Type header; nil without one.
    ///   - language: the value of the Content-Language header; nil without one.
    public init(_ bytes: [UInt8], contentType: String?, language: String? = nil) {
        self.bytes = []
        self.language = language
        encoding = "utf-8"
        let header = contentType.flatMap(Self.charset(inContentType:))
        var isClean = false
        if let mark = ByteOrderMark(bytes) {
            read(bytes, mark: mark, header: header)
        } else {
            isClean = read(bytes, header: header, declared: Self.declaredEncoding(bytes))
        }
        if !isClean, TextRepair.hasControls(self.bytes) {
            TextRepair.removeControls(&self.bytes)
            warnings.append("The document contains control characters; they were removed.")
        }
    }

    private mutating func read(_ bytes: [UInt8], mark: ByteOrderMark, header: CharacterEncoding?) {
        let content = Array(bytes[mark.length...])
        encoding = mark.encoding
        if mark.encoding == "utf-8" {
            self.bytes = content
            repairUTF8()
        } else {
            self.bytes = CharacterEncoding(mark.encoding)?.decode(content).bytes ?? content
            repairUTF8()
        }
        if mark.isStated, let header, header.name != mark.encoding, !header.name.hasPrefix("utf-16"), !header.name.hasPrefix("utf-32") {
            warnings.append("The HTTP header declares \(header.name), but the byte order mark is that of \(mark.encoding), which was used.")
        }
    }

    /// Decodes a document without a byte order mark.
    ///
    /// - Returns: whether the text is known to contain no control characters.
    private mutating func read(_ bytes: [UInt8], header: CharacterEncoding?, declared: CharacterEncoding?) -> Bool {
        // A declaration that is readable as ASCII cannot truthfully name a 16-bit or 32-bit encoding.
        let candidates = [header, declared].compactMap { $0 }.filter { !$0.isWide }
        let evidence = UTF8Evidence(bytes)
        if !evidence.isClean, evidence.isASCII, Self.hasShifts(bytes), let shifting = CharacterEncoding("iso-2022-jp") {
            let decoded = shifting.decode(bytes)
            if decoded.failures == 0 {
                encoding = shifting.name
                self.bytes = decoded.bytes
                if !candidates.contains(shifting) { warnings.append(undeclared(candidates.first, shifting)) }
                return false
            }
        }
        if evidence.isASCII, candidates.allSatisfy({ !$0.isStateful }) {
            encoding = (header ?? declared).map { $0.isWide ? "utf-8" : $0.name } ?? "utf-8"
            self.bytes = bytes
            return evidence.isClean
        }
        let declaredFirst = candidates.first
        if evidence.isValid, declaredFirst == nil || declaredFirst?.name == "utf-8" || evidence.isConvincing(against: declaredFirst) {
            self.bytes = bytes
            if let declaredFirst, declaredFirst.name != "utf-8" {
                warnings.append("The declared encoding is \(declaredFirst.name), but the document is UTF-8; it was read as UTF-8.")
            }
            return evidence.isClean
        }
        for candidate in candidates where candidate.name != "utf-8" {
            let decoded = candidate.decode(bytes)
            guard decoded.failures == 0 || (candidate == candidates.last && decoded.failures * 50 < max(50, evidence.highBytes)) else {
                continue
            }
            if let better = EncodingDetector.encoding(of: bytes, declared: candidate, language: language(of: bytes)) {
                encoding = better.name
                self.bytes = better.decode(bytes).bytes
                warnings.append(
                    "The declared encoding is \(candidate.name), but the document makes sense only in \(better.name), which was used.")
                return false
            }
            if candidate != declaredFirst, let declaredFirst {
                warnings.append(
                    "The HTTP header declares \(declaredFirst.name), but the document is \(candidate.name), as its XML declaration says.")
            }
            if decoded.failures > 0 { warnings.append("Some bytes are not valid \(candidate.name); they were replaced by U+FFFD.") }
            encoding = candidate.name
            self.bytes = decoded.bytes
            return false
        }
        if evidence.isMostlyUTF8 {
            self.bytes = bytes
            repairUTF8()
            return false
        }
        let detected = EncodingDetector.encoding(of: bytes, language: language(of: bytes))
        encoding = detected.name
        self.bytes = detected.decode(bytes).bytes
        warnings.append(undeclared(declaredFirst, detected))
        return false
    }

    /// The warning about a document in another encoding than the declared one.
    private func undeclared(_ declared: CharacterEncoding?, _ used: CharacterEncoding) -> String {
        let expected = declared.map { "The declared encoding is \($0.name)" } ?? "No encoding is declared"
        return "\(expected), but the document is neither that nor UTF-8; it was read as \(used.name)."
    }

    private func language(of bytes: [UInt8]) -> String? { LanguageEvidence.declaredLanguage(in: bytes) ?? language }

    /// Whether the text has an escape sequence of ISO-2022-JP to JIS X 0208, whose bytes are ASCII.
    public static func hasShifts(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return false }
            let document = DocumentBytes(base: base, count: bytes.count)
            return document.next("\u{1B}$B", from: 0) != nil || document.next("\u{1B}$@", from: 0) != nil
        }
    }

    /// Reads malformed bytes of a UTF-8 document as Windows-1252.
    private mutating func repairUTF8() {
        guard !UTF8Evidence(bytes).isValid else { return }
        bytes = TextRepair.repairUTF8(bytes)
        warnings.append("Some bytes are not valid UTF-8; they were read as windows-1252.")
    }

    /// The `charset` parameter of a Content-Type header's value; nil where it is absent or unknown.
    static func charset(inContentType value: String) -> CharacterEncoding? {
        for parameter in value.split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased().filter({ $0 != " " && $0 != "\t" }) == "charset" else { continue }
            return CharacterEncoding(pair[1].filter { !"\"' \t".contains($0) })
        }
        return nil
    }

    /// The encoding that the XML declaration in the first 1,024 bytes names, in a document in an ASCII-compatible encoding; nil where it is
    /// absent or unknown.
    static func declaredEncoding(_ bytes: [UInt8]) -> CharacterEncoding? {
        let declaration = bytes.withUnsafeBufferPointer { bytes -> ArraySlice<UInt8>? in
            guard let base = bytes.baseAddress else { return nil }
            let head = DocumentBytes(base: base, count: min(bytes.count, 1024))
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
