import Bytes
import Glibc

/// A fast path for most URLs and references: those of http and https in which nothing has to be encoded or changed.
extension WebURLParser {
    /// Whether this is an absolute http or https URL in which nothing has to be changed, except that a `/` may have to be added for an empty path.
    package static func isFinal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { hostOfFinal(bytes) != nil }

    /// Whether this is an absolute http or https URL with something behind `://`, whatever else may have to be changed in it; one with line breaks
    /// or backslashes is not, as the parser has to read it first.
    package static func isAbsoluteWeb(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count > 9, bytes.count <= WebURL.longest, bytes[0] | 0x20 == UInt8(ascii: "h"), bytes[1] | 0x20 == UInt8(ascii: "t"),
            bytes[2] | 0x20 == UInt8(ascii: "t"), bytes[3] | 0x20 == UInt8(ascii: "p")
        else { return false }
        let colon = bytes[4] | 0x20 == UInt8(ascii: "s") ? 5 : 4
        guard bytes[colon] == UInt8(ascii: ":"), bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/"),
            bytes[colon + 3] > UInt8(ascii: "/")
        else { return false }
        return !bytes.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") }
    }

    /// The same as `parse(_:base:)`, where nothing has to be encoded or changed.
    ///
    /// - Returns: whether that is so; otherwise nothing has been written.
    package mutating func parsePlain(_ bytes: UnsafeBufferPointer<UInt8>, base: WebURL?) -> Bool {
        if let host = Self.hostOfFinal(bytes) { return writeFinal(bytes, host) }
        guard let base, let first = bytes.first, Self.isPlain(bytes, from: 0) else { return false }
        let parts = base.parts
        var string = base.string
        return string.withUTF8 { whole in
            guard parts.hasAuthority, Self.isWeb(whole, parts) || whole.starts(with: "file:") else { return false }
            let end: Int
            switch first {
            case UInt8(ascii: "#"): end = parts.queryEnd
            case UInt8(ascii: "?"): end = parts.pathEnd
            case UInt8(ascii: "/"):
                if bytes.count > 1, bytes[1] == UInt8(ascii: "/") { return false }
                end = parts.pathStart
            // It may be a dot segment.
            case UInt8(ascii: "."), UInt8(ascii: "%"): return false
            default:
                // It may have a scheme.
                if Self.hasColonInFirstSegment(bytes) { return false }
                end = (whole[parts.pathStart..<parts.pathEnd].lastIndex(of: UInt8(ascii: "/")) ?? parts.pathStart - 1) + 1
            }
            write(whole, upTo: end, then: bytes, parts)
            return true
        }
    }

    private mutating func writeFinal(_ bytes: UnsafeBufferPointer<UInt8>, _ host: Range<Int>) -> Bool {
        parts.schemeEnd = host.lowerBound - 2
        parts.hasAuthority = true
        parts.hostStart = host.lowerBound
        parts.hostEnd = host.upperBound
        parts.pathStart = host.upperBound
        output.reserveCapacity(bytes.count + 1)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<host.upperBound]))
        if host.upperBound == bytes.count || bytes[host.upperBound] != UInt8(ascii: "/") { output.append(UInt8(ascii: "/")) }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[host.upperBound...]))
        findPathEnd()
        return true
    }

    // MARK: Recognizing

    /// Whether the scheme is `http` or `https`.
    package static func isWeb(_ bytes: UnsafeBufferPointer<UInt8>, _ parts: WebURL.Parts) -> Bool {
        switch parts.schemeEnd {
        case 5: bytes.starts(with: "http:")
        case 6: bytes.starts(with: "https:")
        default: false
        }
    }

    /// The host of a URL that `isFinal`; nil for any other.
    package static func hostOfFinal(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard bytes.count >= 8, bytes.count <= WebURL.longest, bytes.starts(with: "http") else { return nil }
        let colon = bytes[4] == UInt8(ascii: "s") ? 5 : 4
        guard bytes[colon] == UInt8(ascii: ":"), bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/") else {
            return nil
        }
        let host = colon + 3
        // Up to the first byte that is not `a-z 0-9 - . _`: only these stay unchanged in a host name.
        let end = bytes.firstPlace(from: host) {
            ~($0.within(UInt8(ascii: "a")...UInt8(ascii: "z")) | $0.within(UInt8(ascii: "0")...UInt8(ascii: "9"))
                | $0.within(UInt8(ascii: "-")...UInt8(ascii: ".")) | $0.equal(UInt8(ascii: "_")))
        }
        if end == host || bytes[end - 1] == UInt8(ascii: ".") || mayEndInNumber(bytes, host..<end) { return nil }
        guard end < bytes.count else { return host..<end }
        guard bytes[end] == UInt8(ascii: "/") || bytes[end] == UInt8(ascii: "?") || bytes[end] == UInt8(ascii: "#"),
            isPlain(bytes, from: end)
        else { return nil }
        return host..<end
    }

    /// Whether nothing from `start` on has to be encoded, and no segment may be a dot segment.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var place = start
        var afterSlash: ByteBlock.Mask = 0
        while bytes.count &- place >= ByteBlock.count {
            if changed(in: ByteBlock(base + place), &afterSlash) != 0 { return false }
            place &+= ByteBlock.count
        }
        let rest = bytes.count &- place
        guard rest > 0 else { return true }
        return changed(in: ByteBlock(base + place, rest), &afterSlash) & ByteBlock.first(rest) == 0
    }

    /// A mask of the bytes that are encoded, changed, or have a meaning somewhere in a URL, and of those that may begin a dot segment.
    ///
    /// - Parameter afterSlash: 1 where the byte before the block is a slash, else 0; the same of the next block afterwards.
    @inline(__always)
    private static func changed(in block: ByteBlock, _ afterSlash: inout ByteBlock.Mask) -> ByteBlock.Mask {
        let slashes = block.equal(UInt8(ascii: "/"))
        let segments = slashes &<< 1 | afterSlash
        afterSlash = slashes &>> 15
        // `<` and `>` differ only in bit 0x02, as do `\` and `^`.
        let paired = block.setting(0x02)
        return block.atMost(0x20) | block.within(0x7F...0xFF) | block.within(UInt8(ascii: "{")...UInt8(ascii: "}"))
            | block.equal(UInt8(ascii: "\"")) | block.equal(UInt8(ascii: "'")) | block.equal(UInt8(ascii: "`"))
            | paired.equal(UInt8(ascii: ">")) | paired.equal(UInt8(ascii: "^"))
            | segments & (block.equal(UInt8(ascii: ".")) | block.equal(UInt8(ascii: "%")))
    }

    /// Whether the last label begins or ends with a digit, so that the host may be an IPv4 address in one of its forms, such as `0xabc`.
    private static func mayEndInNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ host: Range<Int>) -> Bool {
        if ASCII.isDigit(bytes[host.upperBound - 1]) { return true }
        var label = host.upperBound
        while label > host.lowerBound, bytes[label - 1] != UInt8(ascii: ".") { label -= 1 }
        return label < host.upperBound && ASCII.isDigit(bytes[label])
    }

    private static func hasColonInFirstSegment(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: ":"): return true
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return false
            default: continue
            }
        }
        return false
    }

    // MARK: Writing

    /// Writes the part of its base that a reference keeps, and the reference behind it.
    private mutating func write(
        _ whole: UnsafeBufferPointer<UInt8>, upTo end: Int, then rest: UnsafeBufferPointer<UInt8>, _ parts: WebURL.Parts
    ) {
        self.parts = parts
        output.reserveCapacity(end + rest.count)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: whole[..<end]))
        output.append(contentsOf: rest)
        findPathEnd()
    }

    /// Sets the places where path and query end.
    private mutating func findPathEnd() {
        let start = parts.pathStart
        let (path, query) = output.withUnsafeBufferPointer { bytes in
            let rest = bytes[start...]
            let fragment = rest.firstIndex(of: UInt8(ascii: "#")) ?? rest.endIndex
            return (rest[..<fragment].firstIndex(of: UInt8(ascii: "?")) ?? fragment, fragment)
        }
        parts.pathEnd = path
        parts.queryEnd = query
    }
}
