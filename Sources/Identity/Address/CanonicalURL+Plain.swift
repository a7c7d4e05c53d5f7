import Bytes
import WebAddress

extension CanonicalURL {
    /// Fast path for URLs that are in canonical form already and have no alternative form, as most are: no query, fragment, port or
    /// percent-encoding, no mobile or AMP form. nil where that is not certain.
    package init?(plain text: UnsafeBufferPointer<UInt8>) {
        guard let host = WebURLParser.hostOfFinal(text), Self.isPlainPath(text, from: host.upperBound) else { return nil }
        let pathStart = host.upperBound
        var pathEnd = text.count
        while pathEnd > pathStart, text[pathEnd - 1] == UInt8(ascii: "/") { pathEnd -= 1 }
        let isWWW = text[host].starts(with: "www.".utf8)
        let bare = isWWW ? host.lowerBound + 4 : host.lowerBound
        guard !AlternateForms.mayBeOther(host: text[bare..<pathStart]) else { return nil }
        strict = Self.hash(text, bare..<pathEnd, slashes: host.lowerBound - 2)
        loose = strict
        isFrontPage = pathEnd == pathStart
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

    /// Characters that stand for themselves in a path, without `;` and `(`, which introduce sessions.
    private static let pathBytes = ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&*+,:=@/")
}
