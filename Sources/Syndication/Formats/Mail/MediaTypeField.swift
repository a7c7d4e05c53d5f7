import Bytes
import Markup

/// A structured field of MIME, `Content-Type` or `Content-Disposition`: a value and its parameters (RFC 2045, 5.1; RFC 2231).
struct MediaTypeField {
    /// In lower case, such as `text/html` or `attachment`.
    let value: String
    private var parameters: [String: String] = [:]

    init(_ text: String) {
        var rest = text[...]
        value = Self.token(&rest, until: ";").lowercased()
        /// Parameters in pieces: `name*0`, `name*1*`, ….
        var pieces: [String: [Int: (text: String, isEncoded: Bool)]] = [:]
        var count = 0
        while !rest.isEmpty, count < 64 {
            count += 1
            rest = rest.drop { $0 == ";" || $0.isWhitespace }
            let name = Self.token(&rest, until: "=").lowercased()
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst()
            let text = Self.value(&rest)
            let parts = name.split(separator: "*", omittingEmptySubsequences: false)
            if parts.count == 1 {
                if parameters[name] == nil { parameters[name] = EncodedWords.decode(text) }
            } else if let base = parts.first.map(String.init) {
                let number = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
                pieces[base, default: [:]][number] = (text, name.hasSuffix("*"))
            }
        }
        for (name, list) in pieces { parameters[name] = Self.joined(list) }
    }

    subscript(name: String) -> String? { parameters[name] }

    /// Up to `end` or a semicolon, without white space around it.
    private static func token(_ rest: inout Substring, until end: Character) -> String {
        let token = rest.prefix { $0 != end && $0 != ";" }
        rest = rest[token.endIndex...]
        return String(token).trimmingSpace()
    }

    private static func value(_ rest: inout Substring) -> String {
        rest = rest.drop(while: \.isWhitespace)
        guard rest.first == "\"" else { return token(&rest, until: ";") }
        rest = rest.dropFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let escaped = rest.popFirst() { text.append(escaped) } else { text.append(character) }
        }
        return text
    }

    /// The pieces in the order of their numbers; the first encoded one begins with `charset'language'`.
    private static func joined(_ pieces: [Int: (text: String, isEncoded: Bool)]) -> String {
        var bytes: [UInt8] = []
        var charset = "utf-8"
        for (number, piece) in pieces.sorted(by: { $0.key < $1.key }) {
            var text = piece.text[...]
            if number == 0, piece.isEncoded {
                let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                if parts.count == 3 {
                    if !parts[0].isEmpty { charset = String(parts[0]) }
                    text = parts[2]
                }
            }
            bytes += piece.isEncoded ? PercentEncoding.decoded(Array(text.utf8)[...]) : Array(text.utf8)
        }
        return TextDecoding.string(bytes, contentType: "text/plain; charset=\(charset)")
    }
}
