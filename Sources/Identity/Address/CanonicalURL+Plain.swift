import Bytes
import Markup

extension CanonicalURL {
    /// Fast path for URLs that are in canonical form already and have no alternative form, as most are: no query, fragment, port or
    /// percent-encoding, no mobile or AMP form. nil where that is not certain.
    package init?(plain text: UnsafeBufferPointer<UInt8>) {
        guard let host = Self.hostStart(text), let pathStart = Self.hostEnd(text, from: host), Self.isPlainPath(text, from: pathStart)
        else {
            return nil
        }
        var pathEnd = text.count
        while pathEnd > pathStart, text[pathEnd - 1] == UInt8(ascii: "/") { pathEnd -= 1 }
        let isWWW = text[host...].starts(with: "www.".utf8)
        let bare = isWWW ? host + 4 : host
        guard !AlternateForms.mayBeOther(host: text[bare..<pathStart]) else { return nil }
        strict = Self.hash(text, bare..<pathEnd, slashes: host - 2)
        loose = strict
        isFrontPage = pathEnd == pathStart
    }

    private static func hostStart(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        if text.starts(with: "https://".utf8) { return 8 }
        return text.starts(with: "http://".utf8) ? 7 : nil
    }

    /// The end of a host name in lower case; nil where its last label begins or ends with a digit, since it may be an IPv4 address in
    /// another notation.
    private static func hostEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        var label = start
        while at < text.count, hostBytes.contains(text[at]) {
            at &+= 1
            if text[at &- 1] == UInt8(ascii: ".") { label = at }
        }
        guard at > label, at == text.count || text[at] == UInt8(ascii: "/") else { return nil }
        return letters.contains(text[label]) && letters.contains(text[at - 1]) ? at : nil
    }

    private static func isPlainPath(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var previous: UInt8 = 0
        for place in start..<text.count {
            let byte = text[place]
            guard pathBytes.contains(byte) else { return false }
            if previous == UInt8(ascii: "/") || previous == UInt8(ascii: ".") {
                // A dot segment, or possibly an AMP form.
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "a") && text[place...].starts(with: "amp".utf8) { return false }
            }
            previous = byte
        }
        return true
    }

    /// Hashes `//`, host and path, which are contiguous in the text except for a `www.`.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>, _ address: Range<Int>, slashes: Int) -> UInt64 {
        if address.lowerBound == slashes + 2 {
            return StableHash.hash(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[slashes..<address.upperBound]), seed: 0)
        }
        return withUnsafeTemporaryAllocation(byteCount: address.count + 2, alignment: 1) { whole in
            whole[0] = UInt8(ascii: "/")
            whole[1] = UInt8(ascii: "/")
            UnsafeMutableRawBufferPointer(rebasing: whole[2...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[address]))
            return StableHash.hash(UnsafeRawBufferPointer(whole), seed: 0)
        }
    }

    private static let letters = ASCIISet("abcdefghijklmnopqrstuvwxyz")
    private static let hostBytes = ASCIISet("abcdefghijklmnopqrstuvwxyz0123456789-.")
    /// Characters that stand for themselves in a path, without `;` and `(`, which introduce sessions.
    private static let pathBytes = ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&*+,:=@/")
}
