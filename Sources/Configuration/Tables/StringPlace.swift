import Bytes

/// Finds the place of a byte of a string's value in the file that the string stands in: escapes take more characters there than in the value.
enum StringPlace {
    /// - Parameters:
    ///   - offset: in bytes of UTF-8 from the beginning of the value.
    ///   - start: where the string's first quote stands.
    ///   - path: the file. It is read again: mistakes are rare, and configurations may be large.
    /// - Returns: `start` where the file cannot be read again, or the string stands on several lines.
    static func position(ofByte offset: Int, in value: String, at start: TextPosition, path: String) -> TextPosition {
        guard let line = line(Int(start.line), path: path) else { return start }
        let scalars = Array(line.unicodeScalars.dropFirst(Int(start.column) - 1))
        guard let quote = scalars.first, quote == "\"" || quote == "'" else { return start }
        if scalars.count > 2, scalars[1] == quote, scalars[2] == quote { return start }
        var at = 1
        var bytes = 0
        while at < scalars.count, bytes < offset {
            guard quote == "\"", scalars[at] == "\\", at + 1 < scalars.count else {
                bytes += UTF8.width(scalars[at])
                at += 1
                continue
            }
            let digits = scalars[at + 1] == "u" ? 4 : scalars[at + 1] == "U" ? 8 : 0
            let code = String(String.UnicodeScalarView(scalars[min(at + 2, scalars.count)..<min(at + 2 + digits, scalars.count)]))
            bytes += digits == 0 ? 1 : UInt32(code, radix: 16).flatMap(Unicode.Scalar.init).map { UTF8.width($0) } ?? 1
            at += 2 + digits
        }
        return TextPosition(line: Int(start.line), column: Int(start.column) + at)
    }

    private static func line(_ number: Int, path: String) -> String? {
        guard let bytes = try? ConfigurationFile(path: path).bytes else { return nil }
        var start = bytes.startIndex
        for _ in 1..<max(1, number) {
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
            start = end + 1
        }
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
        // The byte order mark has no column.
        let line = bytes[start..<end]
        return String(decoding: line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line, as: UTF8.self)
    }
}
