import WebAddress

/// Alternative URLs under which sites and caches serve one article: mobile hosts, AMP, sessions in the path.
package enum AlternateForms {
    /// Removes labels that select a device: `m.example.org`, `en.m.wikipedia.org`. At least two labels remain.
    ///
    /// - Parameter host: lower case, without `www.`.
    package static func host(_ host: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard host.count < 128, let dot = host.firstIndex(of: dot) else { return host }
        let rest = host[(dot + 1)...]
        guard let second = rest.firstIndex(of: self.dot) else { return host }
        if isDevice(host[..<dot]) { return rest }
        // A language label before it, as at Wikipedia: three labels remain.
        let behind = rest[(second + 1)...]
        guard isDevice(rest[..<second]), behind.contains(self.dot) else { return host }
        return ArraySlice(host[...dot] + behind)
    }

    /// Removes one path segment `amp` at either end or after the section (BBC), a suffix `.amp` or `.amp.html`, and sessions in the path.
    /// The result is never the root.
    ///
    /// - Parameter path: begins with a slash and does not end with one.
    package static func path(_ path: [UInt8]) -> [UInt8] {
        var path = path
        if path.contains(UInt8(ascii: ";")) || path.contains(UInt8(ascii: "(")) { path = withoutSession(path) }
        guard mentionsAMP(path) else { return path }
        for (suffix, kept) in suffixes where path.count > suffix.count + 1 && path.suffix(suffix.count).elementsEqual(suffix) {
            return path.dropLast(suffix.count) + kept
        }
        let segments = path.dropFirst().split(separator: slash, omittingEmptySubsequences: false)
        guard segments.count > 1, let index = [segments.count - 1, 0, 1].first(where: { segments[$0].elementsEqual(amp) }) else {
            return path
        }
        var out: [UInt8] = []
        for (number, segment) in segments.enumerated() where number != index { out += [slash] + segment }
        return out
    }

    /// The article's own URL inside a URL of an AMP cache, without the scheme (developers.google.com/amp/cache/overview); nil for other
    /// URLs.
    ///
    /// - Parameter host: lower case, without `www.`.
    package static func cached(host: ArraySlice<UInt8>, path: [UInt8]) -> ArraySlice<UInt8>? {
        guard let prefixes = cachePrefixes(host), let prefix = prefixes.first(where: { path.starts(with: $0) }) else { return nil }
        let inner = path[prefix.count...]
        return inner.prefix { $0 != slash }.contains(dot) ? inner : nil
    }

    /// Whether the host may contain a device label or belong to an AMP cache.
    ///
    /// - Parameter host: lower case, without `www.`.
    package static func mayBeOther(host: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var label = host.startIndex
        for (place, byte) in zip(host.indices, host) where byte == dot {
            if isDevice(host[label..<place]) { return true }
            label = place + 1
        }
        let first = host.prefix(7)
        return first.starts(with: "google.".utf8) || first.starts(with: "bing.".utf8) || first.starts(with: "bing-am".utf8)
            || host.suffix(cdn.count).elementsEqual(cdn)
    }

    private static func cachePrefixes(_ host: ArraySlice<UInt8>) -> [[UInt8]]? {
        if host.suffix(cdn.count).elementsEqual(cdn) || host.elementsEqual(bingCache) { return cdnPrefixes }
        let isSearch = host.starts(with: "google.".utf8) || host.starts(with: "bing.".utf8)
        return isSearch ? searchPrefixes : nil
    }

    private static func isDevice(_ label: some RandomAccessCollection<UInt8>) -> Bool {
        label.count <= 6 && devices.contains { label.elementsEqual($0) }
    }

    private static func mentionsAMP(_ path: [UInt8]) -> Bool {
        guard path.count >= 4 else { return false }
        for index in 0...(path.count - 4)
        where path[index + 1] == amp[0] && path[index + 2] == amp[1] && path[index + 3] == amp[2]
            && (path[index] == slash || path[index] == dot)
        {
            return true
        }
        return false
    }

    /// Removes sessions: `/a;jsessionid=1F` (servlets) becomes `/a`, `/(S(abc))/a` (ASP.NET) becomes `/a`.
    private static func withoutSession(_ path: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for segment in path.dropFirst().split(separator: slash, omittingEmptySubsequences: false) {
            if segment.starts(with: "(S(".utf8), segment.suffix(2).elementsEqual("))".utf8) { continue }
            let parts = segment.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            let kept = parts.enumerated().filter { $0.offset == 0 || !TrackingParameters.isPathSession($0.element) }.map(\.element)
            out += [slash] + kept.joined(separator: [UInt8(ascii: ";")])
        }
        return out
    }

    private static let dot = UInt8(ascii: ".")
    private static let slash = UInt8(ascii: "/")
    private static let amp = Array("amp".utf8)
    private static let devices = ["m", "mobile", "amp", "wap", "touch"].map { Array($0.utf8) }
    private static let suffixes = [(".amp.html", ".html"), (".amp.htm", ".htm"), (".amp", "")].map { (Array($0.0.utf8), Array($0.1.utf8)) }
    private static let cdn = Array(".cdn.ampproject.org".utf8)
    private static let bingCache = Array("bing-amp.com".utf8)
    private static let cdnPrefixes = ["/c/s/", "/v/s/", "/wp/s/", "/a/s/", "/c/", "/v/", "/a/"].map { Array($0.utf8) }
    private static let searchPrefixes = ["/amp/s/", "/amp/"].map { Array($0.utf8) }
}
