import Glibc
import Markup

/// Detects the character encoding of a web page: byte order mark, UTF-8, header, `meta`, and the bytes themselves where none of them is right.
enum PageEncoding {
    /// `meta` is searched in this many bytes (WHATWG HTML, prescan).
    private static let prescanned = 4096

    /// The page in UTF-8, without byte order mark and NUL.
    static func decode(_ bytes: [UInt8], contentType: String?) -> [UInt8] {
        var text = bytes
        if !isUTF8(bytes) || TextDecoding.hasShifts(bytes) {
            let name = bytes.withUnsafeBufferPointer { detect($0, contentType: contentType) }
            if name != "utf-8" { text = (CharacterEncoding(name) ?? CharacterEncoding("windows-1252"))?.decode(bytes).bytes ?? bytes }
            if !isUTF8(text) { text = Array(String(decoding: text, as: UTF8.self).utf8) }
        }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        let hasNUL = text.withUnsafeBytes { $0.baseAddress.map { memchr($0, 0, text.count) != nil } ?? false }
        return hasNUL ? text.map { $0 == 0 ? 0x20 : $0 } : text
    }

    /// The name of a page's encoding, as registered with IANA or known to iconv.
    static func detect(_ bytes: UnsafeBufferPointer<UInt8>, contentType: String?) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "utf-8" }
        if bytes.starts(with: [0xFF, 0xFE]) { return "utf-16le" }
        if bytes.starts(with: [0xFE, 0xFF]) { return "utf-16be" }
        let page = Array(bytes)
        if isUTF8(bytes) { return TextDecoding.hasShifts(page) ? "iso-2022-jp" : "utf-8" }
        let language = LanguageEvidence.declaredLanguage(in: page)
        guard let declared = (contentType.flatMap(charset) ?? meta(bytes)).flatMap(CharacterEncoding.init),
            declared.name != "utf-8", !declared.name.hasPrefix("utf-16"), !declared.name.hasPrefix("utf-32")
        else {
            // A page of UTF-8 with some other bytes in it is still read as UTF-8.
            return isMostlyUTF8(bytes) ? "utf-8" : EncodingDetector.encoding(of: page, language: language).name
        }
        return EncodingDetector.encoding(of: page, declared: declared, language: language)?.name ?? declared.name
    }

    private static func charset(_ contentType: String) -> String? {
        let lower = contentType.lowercased()
        var rest = lower[...]
        while let at = rest.firstIndex(of: "c") {
            if rest[at...].hasPrefix("charset") {
                let value = rest[at...].dropFirst(7).drop { $0 == " " }
                if value.first == "=" {
                    let name = value.dropFirst().drop { $0 == " " || $0 == "\"" || $0 == "'" }.prefix {
                        $0.isASCII && !" \"';>/".contains($0)
                    }
                    return name.isEmpty ? nil : String(name)
                }
            }
            rest = rest[rest.index(after: at)...]
        }
        return nil
    }

    private static func meta(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        charset(String(decoding: bytes.prefix(prescanned), as: UTF8.self))
    }

    private static func isUTF8(_ bytes: some Collection<UInt8>) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    private static func isMostlyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var broken = 0
        var whole = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let length = byte < 0x80 ? 0 : byte &- 0xC2 < 0x1E ? 1 : byte &- 0xE0 < 16 ? 2 : byte &- 0xF0 < 5 ? 3 : -1
            index += 1
            if length == 0 { continue }
            var follows = 0
            while follows < length, index < bytes.count, bytes[index] & 0xC0 == 0x80 {
                index += 1
                follows += 1
            }
            if length < 0 || follows < length { broken += 1 } else { whole += 1 }
        }
        return whole > broken * 4
    }
}
