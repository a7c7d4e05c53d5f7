internal import Glibc

/// A character encoding that iconv supports.
public struct CharacterEncoding: Sendable, Hashable {
    /// The name in lower case. As in the WHATWG Encoding standard, some labels mean another encoding than they say: the name of
    /// `iso-8859-1` is `windows-1252`.
    public let name: String

    /// - Parameter label: the name as a document or header declares it; case does not matter.
    /// - Returns: nil for a label that is neither an alias nor known to iconv.
    public init?(_ label: String) {
        let label = label.lowercased()
        let name = Self.aliases[label] ?? label
        guard !name.isEmpty, name.utf8.count < 40, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x2f }) else { return nil }
        if name != "utf-8" {
            let converter = iconv_open("UTF-8", name)
            guard converter != Self.noConverter else { return nil }
            iconv_close(converter)
        }
        self.name = name
    }

    private init(known name: String) {
        self.name = name
    }

    static let windows1252 = CharacterEncoding(known: "windows-1252")

    /// Whether every character takes two or four bytes. A document whose declaration is readable as ASCII cannot be in such an encoding.
    var isWide: Bool {
        name.hasPrefix("utf-16") || name.hasPrefix("utf-32") || name.hasPrefix("ucs") || name.hasPrefix("iso-10646")
            || ["csucs4", "10646-1:1993", "wchar_t", "internal"].contains(name)
    }

    /// Whether ASCII bytes may mean something other than ASCII characters: shift states, UTF-7 and EBCDIC.
    var isStateful: Bool {
        name.hasPrefix("iso-2022") || name == "hz-gb-2312" || name == "utf-7" || name.hasPrefix("ebcdic") || name.hasPrefix("ibm")
            || name.hasPrefix("cp037")
    }

    /// Whether some characters take several bytes, as in the East Asian encodings.
    var isMultibyte: Bool {
        ["gb", "big5", "shift", "euc", "iso-2022", "hz", "cp932", "cp936", "cp949", "cp950"].contains { name.hasPrefix($0) }
    }

    /// Converts `bytes` to valid UTF-8.
    ///
    /// - Returns: the UTF-8, and the number of places that could not be decoded and became U+FFFD.
    public func decode(_ bytes: [UInt8]) -> (bytes: [UInt8], failures: Int) {
        let converter = iconv_open("UTF-8", name)
        guard converter != Self.noConverter else { return (TextRepair.repairUTF8(bytes), 1) }
        defer { iconv_close(converter) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2 + 16)
        var failures = 0
        var input = bytes
        let chunk = 16384
        input.withUnsafeMutableBytes { raw in
            guard var at = raw.baseAddress?.assumingMemoryBound(to: CChar.self) as UnsafeMutablePointer<CChar>? else { return }
            var remaining = raw.count
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: chunk) { buffer in
                guard let start = buffer.baseAddress else { return }
                // In encodings with combining characters, iconv buffers the last letter, since a combining character may follow. A call without input flushes it.
                defer {
                    var next: UnsafeMutablePointer<CChar>? = start
                    var room = chunk
                    iconv(converter, nil, nil, &next, &room)
                    output.append(contentsOf: UnsafeRawBufferPointer(start: start, count: chunk - room))
                }
                while remaining > 0 {
                    var next: UnsafeMutablePointer<CChar>? = start
                    var room = chunk
                    var source: UnsafeMutablePointer<CChar>? = at
                    let result = iconv(converter, &source, &remaining, &next, &room)
                    let problem = errno
                    output.append(contentsOf: UnsafeRawBufferPointer(start: start, count: chunk - room))
                    guard let moved = source else { return }
                    at = moved
                    if result == Int.max || result == -1 {
                        if problem == E2BIG { continue }
                        // EILSEQ or EINVAL: an invalid byte, or a character cut off by the end of the input.
                        output.append(contentsOf: UTF8.encodedReplacementCharacter)
                        failures += 1
                        guard remaining > 0 else { return }
                        let step = isWide ? min(remaining, name.contains("32") ? 4 : 2) : 1
                        at += step
                        remaining -= step
                    }
                }
            }
        }
        // glibc's iconv accepts code points above U+10FFFF in encodings that can represent them.
        guard UTF8Evidence(output).isValid else { return (TextRepair.repairUTF8(output), failures + 1) }
        return (output, failures)
    }

    private static nonisolated(unsafe) let noConverter = iconv_t(bitPattern: -1)

    /// Labels that publishers use, and the name of the encoding that they mean.
    private static let aliases: [String: String] = [
        "utf8": "utf-8", "iso-ir-193": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-8-sig": "utf-8", "x-utf-8": "utf-8", "us-ascii": "utf-8",
        "ascii": "utf-8",
        "ansi_x3.4-1968": "utf-8", "iso646-us": "utf-8",
        "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252", "latin1": "windows-1252",
        "latin-1": "windows-1252", "l1": "windows-1252", "cp1252": "windows-1252", "x-cp1252": "windows-1252", "ansi": "windows-1252",
        "windows1252": "windows-1252", "win-1252": "windows-1252", "iso88591": "windows-1252",
        "iso-8859-9": "windows-1254", "iso8859-9": "windows-1254", "latin5": "windows-1254", "cp1254": "windows-1254",
        "iso-8859-11": "windows-874", "tis-620": "windows-874", "windows-874": "cp874",
        "cp1250": "windows-1250", "x-cp1250": "windows-1250", "win-1250": "windows-1250",
        "cp1251": "windows-1251", "x-cp1251": "windows-1251", "win-1251": "windows-1251", "windows1251": "windows-1251",
        "win1251": "windows-1251",
        "cp1253": "windows-1253", "cp1255": "windows-1255", "cp1256": "windows-1256", "cp1257": "windows-1257", "cp1258": "windows-1258",
        "koi8": "koi8-r", "koi": "koi8-r", "koi8r": "koi8-r", "cskoi8r": "koi8-r", "koi8u": "koi8-u", "koi8-ru": "koi8-u",
        "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb2312-80": "gb18030",
        "euc-cn": "gb18030", "big5": "big5-hkscs", "big-5": "big5-hkscs", "x-x-big5": "big5-hkscs", "cp950": "big5-hkscs",
        "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "ms_kanji": "cp932",
        "euc_jp": "euc-jp", "x-euc-jp": "euc-jp", "eucjp": "euc-jp",
        "euc-kr": "cp949", "euc_kr": "cp949", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "korean": "cp949", "windows-949": "cp949",
        "uhc": "cp949",
        "macintosh": "macintosh", "mac": "macintosh", "x-mac-roman": "macintosh", "x-mac-cyrillic": "mac-cyrillic",
        "dos-866": "cp866", "ibm866": "cp866", "utf-16": "utf-16le", "utf16": "utf-16le", "ucs-2": "utf-16le", "unicode": "utf-16le",
        "utf-32": "utf-32le", "iso-10646-ucs-2": "utf-16be", "iso-10646-ucs-4": "utf-32be",
    ]
}
