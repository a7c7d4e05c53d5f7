/// The language that a document declares, as evidence of its encoding.
public enum LanguageEvidence {
    /// The names of the models of ``EncodingDetector`` that suit a BCP 47 tag; nil for a language without one, and for English, which templates
    /// declare for sites of all languages and whose text is ASCII anyway.
    static func models(for tag: String) -> [String]? {
        let subtags = tag.lowercased().split { $0 == "-" || $0 == "_" }
        guard let primary = subtags.first else { return nil }
        switch primary {
        case "zh":
            if subtags.contains(where: { ["hant", "tw", "hk", "mo"].contains($0) }) { return ["zh-hant"] }
            return subtags.contains { ["hans", "cn", "sg"].contains($0) } ? ["zh-hans"] : ["zh-hans", "zh-hant"]
        case "ja", "ko": return [String(primary)]
        case "sr": return ["sr", "hr"]
        case "bs", "sh": return ["hr", "sr"]
        case "kk", "ky", "mn", "tg", "tt", "ba", "cv": return ["ru"]
        case "az", "tk", "crh": return ["tr", "ru"]
        case "fa", "ur", "ps", "ku", "ckb", "ug": return ["fa", "ar"]
        case "iw", "yi": return ["he"]
        case "no", "nb", "nn": return ["da"]
        case "fo": return ["is", "da"]
        case "gl": return ["pt", "es"]
        case "lb", "gsw": return ["de"]
        case "eu": return ["es"]
        case "oc", "br", "wa": return ["fr"]
        case "mo": return ["ro"]
        default: return LetterCosts.letters(of: String(primary)) == nil ? nil : [String(primary)]
        }
    }

    /// The first language tag that a document in an ASCII-compatible encoding declares in its first 16 KiB, and that says something about
    /// its encoding: `xml:lang`, RSS `language` or `dc:language`, the JSON member `language`, HTML `lang` or `Content-Language`.
    public static func declaredLanguage(in bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return nil }
            let head = DocumentBytes(base: base, count: min(bytes.count, 1 << 14))
            let marks: [StaticString] = [
                "xml:lang", "<language", "<dc:language", "\"language\"", "<html", "ontent-language", "ontent-Language",
            ]
            for mark in marks {
                guard let end = head.end(of: mark, from: 0), let tag = tag(in: head, from: end, isElement: mark.description == "<html"),
                    models(for: tag) != nil
                else { continue }
                return tag
            }
            return nil
        }
    }

    /// The tag after the name of an attribute, element or member; of the element `html`, the value of its attribute `lang`.
    private static func tag(in head: DocumentBytes, from start: Int, isElement: Bool) -> String? {
        let end = min(start + 200, head.count)
        var place = start
        if isElement {
            guard let close = head.next(">", from: start), let name = head.end(of: " lang", from: start), name < close else { return nil }
            place = name
        }
        // `="`, `>`, `": "`, `" content="`, `><![CDATA[`
        while place < end, !isTag(head.base[place]) { place += 1 }
        for noise: StaticString in ["content=", "CDATA["] where head.has(noise, at: place) {
            place += noise.utf8CodeUnitCount
            while place < end, !isTag(head.base[place]) { place += 1 }
        }
        let first = place
        while place < end, isTag(head.base[place]) || head.base[place] == UInt8(ascii: "-") || head.base[place] == UInt8(ascii: "_") {
            place += 1
        }
        return place - first >= 2 && place - first <= 20 ? String(decoding: head.slice(first..<place), as: UTF8.self) : nil
    }

    private static func isTag(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 }
}
