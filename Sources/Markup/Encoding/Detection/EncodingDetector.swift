import Synchronization

/// Detects the encoding of a text that is in none of its declared encodings and not in UTF-8.
///
/// Each hypothesis is a language and an encoding. It is scored by the length of an optimal code for the words of the text that are not ASCII, where
/// frequent letters of the language have short codes, and characters that do not belong there long ones. The hypothesis with the shortest
/// code is the most probable one (minimum description length). Languages that the document does not declare cost 20 bits more.
public enum EncodingDetector {
    /// What a language costs that is not the declared one, in half bits.
    private static let undeclared = 40

    /// The most probable encoding; Windows-1252 for a text of ASCII.
    ///
    /// - Parameter language: the BCP 47 tag that the document declares.
    public static func encoding(of document: [UInt8], language: String?) -> CharacterEncoding {
        ranking(of: HighByteSample(document), language: language).first?.encoding ?? .windows1252
    }

    /// The encoding that a document in a declared encoding is in according to all evidence; nil where the declaration may be true, as nearly
    /// always, and for an encoding that the detector has no hypotheses about.
    ///
    /// - Parameter language: the BCP 47 tag that the document declares.
    public static func encoding(of document: [UInt8], declared: CharacterEncoding, language: String?) -> CharacterEncoding? {
        let singles = families.filter { $0.encoding == declared }.flatMap(\.hypotheses)
        let multis = multibytes.filter { $0.encoding == declared }
        guard !singles.isEmpty || !multis.isEmpty else { return nil }
        let sample = HighByteSample(document)
        guard sample.highBytes >= 24,
            let cost = (singles.map { $0.cost(of: sample.bytes) } + multis.map { $0.cost(of: sample.bytes) }).min()
        else { return nil }
        // ASCII letters cost 9 half bits each. Nothing else is checked where the text is as plausible as text usually is.
        let ascii = sample.bytes.reduce(0) { $1 > 0x20 && $1 < 0x80 ? $0 + 9 : $0 }
        guard cost - ascii > 12 * sample.highBytes, let best = ranking(of: sample, language: language).first else { return nil }
        return cost - best.cost > max(160, 3 * sample.highBytes) ? best.encoding : nil
    }

    /// The encodings by the cost of their cheapest hypothesis, in half bits, the best first.
    private static func ranking(of sample: HighByteSample, language: String?) -> [(encoding: CharacterEncoding, cost: Int)] {
        guard sample.highBytes > 0 else { return [] }
        let declared = language.flatMap(LanguageEvidence.models)
        func penalty(_ language: String) -> Int { declared.map { $0.contains(language) ? 0 : undeclared } ?? 0 }
        let costs =
            families.flatMap(\.hypotheses).map { ($0.encoding, $0.cost(of: sample.bytes) + penalty($0.language)) }
            + multibytes.map { ($0.encoding, $0.cost(of: sample.bytes) + penalty($0.language.rawValue)) }
        return costs.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map {
            (encoding: $0.element.0, cost: $0.element.1)
        }
    }

    // MARK: Hypotheses

    private static let cyrillic = ["ru", "uk", "bg", "sr", "mk", "be"]
    private static let centralEuropean = ["cs", "sk", "pl", "hu", "ro", "hr", "sl"]
    private static let western = ["fr", "de", "es", "pt", "it", "nl", "sv", "da", "fi", "is", "ca"]

    /// The priors are in bits: the rarer an encoding is on the web, the more it costs.
    private static let families: [Family] = [
        ("windows-1252", western + ["mul"], 0), ("windows-1251", cyrillic, 2), ("koi8-r", ["ru", "bg"], 5), ("koi8-u", ["uk"], 6),
        ("iso-8859-5", cyrillic, 8), ("ibm866", ["ru", "uk", "bg", "be"], 8), ("x-mac-cyrillic", ["ru", "uk", "bg", "sr", "mk"], 9),
        ("windows-1253", ["el"], 3), ("iso-8859-7", ["el"], 4), ("windows-1255", ["he"], 3), ("windows-1256", ["ar", "fa"], 3),
        ("iso-8859-6", ["ar"], 8), ("windows-874", ["th"], 3), ("windows-1250", centralEuropean, 3), ("iso-8859-2", centralEuropean, 4),
        ("windows-1254", ["tr"], 4), ("windows-1257", ["lt", "lv", "et"], 5), ("windows-1258", ["vi"], 6),
        ("iso-8859-15", ["fr", "fi", "et"], 6), ("macintosh", western, 8),
    ].compactMap { label, languages, prior in CharacterEncoding(label).map { Family($0, languages, prior: prior) } }

    /// The hypotheses of one encoding. They are made when they are first asked for: a document that declares its encoding needs those of that one.
    private final class Family: Sendable {
        let encoding: CharacterEncoding
        private let languages: [String]
        private let prior: Int
        private let made = Mutex<[SingleByteHypothesis]?>(nil)

        init(_ encoding: CharacterEncoding, _ languages: [String], prior: Int) {
            (self.encoding, self.languages, self.prior) = (encoding, languages, prior)
        }

        var hypotheses: [SingleByteHypothesis] {
            made.withLock { made in
                if let made { return made }
                let characters = EncodingDetector.characters(of: encoding) ?? []
                let all = languages.compactMap {
                    characters.isEmpty
                        ? nil
                        : SingleByteHypothesis(encoding, characters: characters, language: $0, prior: prior + (rareLanguages[$0] ?? 0))
                }
                made = all
                return all
            }
        }
    }

    private static let multibytes: [MultibyteHypothesis] = [
        MultibyteHypothesis("gb18030", .gb18030, .simplifiedChinese, prior: 2),
        MultibyteHypothesis("gb18030", .gb18030, .traditionalChinese, prior: 6),
        MultibyteHypothesis("big5", .big5, .traditionalChinese, prior: 4),
        MultibyteHypothesis("euc-jp", .eucJP, .japanese, prior: 3),
        MultibyteHypothesis("shift_jis", .shiftJIS, .japanese, prior: 2),
        MultibyteHypothesis("euc-kr", .korean, .korean, prior: 2),
    ].compactMap(\.self)

    /// What languages with fewer feeds than others in the same encodings cost, in bits.
    private static let rareLanguages = [
        "mk": 6, "be": 4, "ca": 3, "fa": 3, "sr": 2, "sl": 2, "is": 2, "sk": 1, "bg": 1, "uk": 1, "hr": 1,
    ]

    /// The character of each byte.
    private static func characters(of encoding: CharacterEncoding) -> [Unicode.Scalar?]? {
        guard let decoder = CharacterDecoder(encoding) else { return nil }
        let bytes = (0...255).map { UInt8($0) }
        return bytes.withUnsafeBufferPointer { bytes in bytes.indices.map { decoder.scalar(bytes[$0..<$0 + 1]) } }
    }
}
