import Bytes

/// The rules that a robots.txt file has for one crawler (RFC 9309). A value: bytes in, decisions out.
///
/// Parsed as leniently as by Google's parser: any line end, any case, a missing colon, the usual misspellings. Other lines are ignored.
public struct RobotsFile: Sendable, Equatable {
    /// The number of bytes that are parsed (at least so many by RFC 9309, section 2.5).
    public static let limit = 500 << 10

    private struct Rule: Sendable, Equatable {
        let allows: Bool
        let pattern: RobotsPattern
    }

    private let rules: [Rule]

    /// A file without rules.
    public static let allowingAll = RobotsFile([], for: "")
    static let forbiddingAll = RobotsFile(Array("User-agent: *\nDisallow: /".utf8), for: "")

    /// - Parameters:
    ///   - bytes: the file, of which the first ``limit`` bytes count.
    ///   - token: the crawler's product token. The groups that name it are combined; where none does, those of `*` are.
    public init(_ bytes: [UInt8], for token: String) {
        var own: [Rule]?
        var others: [Rule] = []
        // Whom the current group is for. A group begins with one or more user-agent lines.
        var isOwn = false
        var isOthers = false
        var isInRules = false
        for line in Self.lines(bytes.prefix(Self.limit)) {
            switch line {
            case .userAgent(let name):
                if isInRules { (isOwn, isOthers, isInRules) = (false, false, false) }
                if Self.isEveryone(name) {
                    isOthers = true
                } else if Self.names(name, token) {
                    isOwn = true
                    own = own ?? []
                }
            case .rule(let allows, let path):
                isInRules = true
                // An empty path is not a rule: `Disallow:` allows everything.
                guard isOwn || isOthers, !path.isEmpty else { continue }
                let rule = Rule(allows: allows, pattern: RobotsPattern(path))
                if isOwn { own?.append(rule) }
                if isOthers { others.append(rule) }
            }
        }
        rules = own ?? others
    }

    /// Whether the crawler may fetch an absolute URL of the host. The longest matching pattern decides; of equally long ones, one that allows.
    public func allows(_ url: String) -> Bool {
        if rules.isEmpty { return true }
        let path = RobotsPath.of(url)
        if path == Array("/robots.txt".utf8) { return true }
        var longest = -1
        var isAllowed = true
        for rule in rules where rule.pattern.octets >= longest && rule.pattern.matches(path) {
            isAllowed = rule.allows || rule.pattern.octets == longest && isAllowed
            longest = rule.pattern.octets
        }
        return isAllowed
    }

    /// About what the rules take in memory, in bytes.
    var weight: Int { rules.reduce(64) { $0 + $1.pattern.octets + 96 } }
}

// MARK: - Lines

extension RobotsFile {
    private enum Line {
        case userAgent(ArraySlice<UInt8>)
        case rule(allows: Bool, path: ArraySlice<UInt8>)
    }

    private static func lines(_ bytes: ArraySlice<UInt8>) -> [Line] {
        bytes.drop { [0xEF, 0xBB, 0xBF].contains($0) }
            .split { $0 == 0x0A || $0 == 0x0D }
            .compactMap { line($0.prefix { $0 != UInt8(ascii: "#") }) }
    }

    private static func line(_ bytes: ArraySlice<UInt8>) -> Line? {
        let text = trimmed(bytes)
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        // "Disallow /private": the colon is missing, if there are exactly two words.
        let end = colon ?? text.firstIndex(where: isSpace)
        guard let end, end < text.endIndex else { return nil }
        let key = String(decoding: trimmed(text[..<end]), as: UTF8.self).lowercased()
        let value = trimmed(text[(end + 1)...])
        if colon == nil, value.contains(where: isSpace) { return nil }
        switch key {
        case "user-agent", "useragent", "user agent": return .userAgent(value)
        case "allow": return .rule(allows: true, path: value)
        case "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw": return .rule(allows: false, path: value)
        default: return nil
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.drop { $0 <= 0x20 }
        return start.prefix((start.lastIndex { $0 > 0x20 }).map { $0 - start.startIndex + 1 } ?? 0)
    }

    /// `*`, or `* and anything`.
    private static func isEveryone(_ name: ArraySlice<UInt8>) -> Bool {
        name.first == UInt8(ascii: "*") && (name.count == 1 || name[name.startIndex + 1] <= 0x20)
    }

    /// Compares the product token of a line without regard to case. It ends at the first character that a token cannot have, as in `feedd/1.0`.
    private static func names(_ name: ArraySlice<UInt8>, _ token: String) -> Bool {
        let product = name.prefix { ASCII.isLetter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        return !product.isEmpty && product.map { $0 | 0x20 } == token.utf8.map { $0 | 0x20 }
    }
}
