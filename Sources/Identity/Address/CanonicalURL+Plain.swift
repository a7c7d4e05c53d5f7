import Bytes
import Markup

extension CanonicalURL {
    /// Of an address that is written in its canonical form already and has no other, as most are: no query, no fragment, no port, nothing
    /// percent-encoded, no form for telephones or AMP. nil where it may be otherwise.
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

    /// Of a name in small letters; one whose last label begins or ends with a digit may be an address in another spelling.
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
                // A dot segment; what may say AMP.
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "a") && text[place...].starts(with: "amp".utf8) { return false }
            }
            previous = byte
        }
        return true
    }

    /// Over `//`, the host and the path, which stand together but for a `www.`.
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
    /// Of those that stand for themselves in a path, without what a session stands behind.
    private static let pathBytes = ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&*+,:=@/")
}
