import Bytes

/// Reads a URL or a reference to one from bytes (the WHATWG URL standard's basic parser, without its states).
package struct WebURLParser {
    package var output: [UInt8] = []
    package var parts = WebURL.Parts()

    /// - Returns: whether `bytes` are a URL; then it is in `output`, and `parts` has the places in it.
    package mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, base: WebURL?) -> Bool {
        if parsePlain(bytes, base: base) { return true }
        let input = Self.withoutBreaks(bytes, Self.trimmed(bytes))
        output.reserveCapacity(input.count + (base?.string.utf8.count ?? 0) + 8)
        if let colon = AbsoluteURI.schemeEnd(input) {
            let scheme = input[..<colon].map(ASCII.lowercased)
            let special = Self.isSpecial(scheme)
            let afterScheme = input[(colon + 1)...]
            // `http:page.html` at a URL of the same scheme is a relative reference.
            if special, let base, base.scheme.utf8.elementsEqual(scheme), scheme != Array("file".utf8), !Self.startsWithSlash(afterScheme) {
                return relative(afterScheme, to: base, scheme)
            }
            return absolute(afterScheme, scheme, special)
        }
        guard let base else { return false }
        return relative(input[...], to: base, Array(base.scheme.utf8))
    }

    /// The scheme of what was parsed.
    package var scheme: String { String(decoding: output[..<max(0, parts.schemeEnd - 1)], as: UTF8.self) }

    /// Whether what was parsed is an http or https URL.
    package var isWeb: Bool { output.withUnsafeBufferPointer { Self.isWeb($0, parts) } }

    // MARK: Absolute

    package init() {}

    private mutating func absolute(_ rest: ArraySlice<UInt8>, _ scheme: [UInt8], _ special: Bool) -> Bool {
        begin(scheme)
        let isFile = scheme == Array("file".utf8)
        if special, !isFile {
            return authority(rest.drop(while: Self.isSlash), scheme, special: true)
        }
        if rest.count >= 2, Self.isSlash(rest[rest.startIndex]), Self.isSlash(rest[rest.startIndex + 1]),
            special || rest.starts(with: [0x2F, 0x2F])
        {
            return authority(rest.dropFirst(2), scheme, special: special)
        }
        if isFile {
            beginAuthority()
            endAuthority()
            return pathAndMore(rest, special: true)
        }
        return pathAndMore(rest, special: false, isOpaque: rest.first != UInt8(ascii: "/"))
    }

    private mutating func begin(_ scheme: [UInt8]) {
        output.append(contentsOf: scheme)
        output.append(UInt8(ascii: ":"))
        parts.schemeEnd = output.count
    }

    private mutating func beginAuthority() {
        output.append(contentsOf: [0x2F, 0x2F])
        parts.hasAuthority = true
        parts.hostStart = output.count
    }

    private mutating func endAuthority() {
        parts.hostEnd = output.count
    }

    private mutating func authority(_ rest: ArraySlice<UInt8>, _ scheme: [UInt8], special: Bool) -> Bool {
        let isDelimiter: (UInt8) -> Bool = { byte in
            byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") || special && byte == UInt8(ascii: "\\")
        }
        let stop = rest.firstIndex(where: isDelimiter) ?? rest.endIndex
        var hostAndPort = rest[rest.startIndex..<stop]
        beginAuthority()
        if let at = hostAndPort.lastIndex(of: UInt8(ascii: "@")) {
            let info = hostAndPort[..<at]
            if !info.isEmpty {
                encode(info, Self.userInfoSet)
                output.append(UInt8(ascii: "@"))
                parts.hostStart = output.count
            }
            hostAndPort = hostAndPort[(at + 1)...]
        }
        var host = hostAndPort
        let bracket = hostAndPort.lastIndex(of: UInt8(ascii: "]")) ?? hostAndPort.startIndex
        if let colon = hostAndPort[bracket...].lastIndex(of: UInt8(ascii: ":")) {
            host = hostAndPort[..<colon]
            guard let port = Self.port(hostAndPort[(colon + 1)...]) else { return false }
            if let port, port != Self.defaultPort(scheme) { parts.port = port }
        }
        let isFile = scheme == Array("file".utf8)
        if special {
            if host.isEmpty {
                if !isFile { return false }
            } else {
                guard let name = WebURLHost.ascii(host) else { return false }
                output.append(contentsOf: isFile && name == Array("localhost".utf8) ? [] : name)
            }
        } else {
            encode(host, Self.pathSet)
        }
        endAuthority()
        if let port = parts.port { output.append(contentsOf: ":\(port)".utf8) }
        return pathAndMore(rest[stop...], special: special)
    }

    /// Nil where `digits` are no port, `.some(nil)` where they are empty.
    private static func port(_ digits: ArraySlice<UInt8>) -> UInt16?? {
        var value: UInt32 = 0
        for byte in digits {
            guard ASCII.isDigit(byte) else { return nil }
            value = value &* 10 &+ UInt32(byte & 0x0F)
            if value > 65535 { return nil }
        }
        return .some(digits.isEmpty ? nil : UInt16(value))
    }

    // MARK: Relative

    private mutating func relative(_ rest: ArraySlice<UInt8>, to base: WebURL, _ scheme: [UInt8]) -> Bool {
        let special = Self.isSpecial(scheme)
        let first = rest.first ?? 0
        let isSlash: (UInt8) -> Bool = { $0 == UInt8(ascii: "/") || special && $0 == UInt8(ascii: "\\") }
        if base.parts.hasAuthority || base.path.hasPrefix("/") {
            if rest.count >= 2, isSlash(first), isSlash(rest[rest.startIndex + 1]) {
                begin(scheme)
                return authority(scheme == Array("file".utf8) ? rest.dropFirst(2) : rest.drop(while: isSlash), scheme, special: special)
            }
        } else if first != UInt8(ascii: "#") {
            return false
        }
        let whole = Array(base.string.utf8)
        parts = base.parts
        if isSlash(first) {
            output.append(contentsOf: whole[..<base.parts.pathStart])
            return pathAndMore(rest, special: special)
        }
        if rest.isEmpty || first == UInt8(ascii: "#") {
            output.append(contentsOf: whole[..<base.parts.queryEnd])
            parts.queryEnd = output.count
            return fragment(rest)
        }
        if first == UInt8(ascii: "?") {
            output.append(contentsOf: whole[..<base.parts.pathEnd])
            parts.pathEnd = output.count
            return queryAndFragment(rest, special: special)
        }
        output.append(contentsOf: whole[..<base.parts.pathStart])
        let basePath = whole[base.parts.pathStart..<base.parts.pathEnd]
        let folder = basePath.lastIndex(of: UInt8(ascii: "/")).map { basePath[...$0] } ?? []
        let end = Self.pathEnd(rest)
        var path = Array(folder.isEmpty && base.parts.hasAuthority ? [UInt8(ascii: "/")] : folder)
        path.append(contentsOf: rest[..<end])
        parts.pathStart = output.count
        self.path(path[...], special: special)
        parts.pathEnd = output.count
        return queryAndFragment(rest[end...], special: special)
    }

    // MARK: Path, query, fragment

    private static func pathEnd(_ rest: ArraySlice<UInt8>) -> Int {
        rest.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? rest.endIndex
    }

    private mutating func pathAndMore(_ rest: ArraySlice<UInt8>, special: Bool, isOpaque: Bool = false) -> Bool {
        let end = Self.pathEnd(rest)
        parts.pathStart = output.count
        if isOpaque {
            encode(rest[..<end], Self.opaqueSet)
        } else {
            path(rest[..<end], special: special)
        }
        parts.pathEnd = output.count
        return queryAndFragment(rest[end...], special: special)
    }

    private mutating func path(_ rest: ArraySlice<UInt8>, special: Bool) {
        if rest.isEmpty {
            if special { output.append(UInt8(ascii: "/")) }
            return
        }
        let isSlash: (UInt8) -> Bool = { $0 == UInt8(ascii: "/") || special && $0 == UInt8(ascii: "\\") }
        let floor = output.count
        var position = rest.startIndex
        if isSlash(rest[position]) { position += 1 }
        while true {
            let stop = rest[position...].firstIndex(where: isSlash) ?? rest.endIndex
            let segment = rest[position..<stop]
            let isLast = stop == rest.endIndex
            switch Self.dots(segment) {
            case 2:
                while output.count > floor, output.removeLast() != UInt8(ascii: "/") {}
                if isLast { output.append(UInt8(ascii: "/")) }
            case 1:
                if isLast { output.append(UInt8(ascii: "/")) }
            default:
                output.append(UInt8(ascii: "/"))
                encode(segment, Self.pathSet)
            }
            if isLast { return }
            position = stop + 1
        }
    }

    /// 1 for the segment `.`, 2 for `..`, in any of their encoded forms; 0 for others.
    private static func dots(_ segment: ArraySlice<UInt8>) -> Int {
        if segment.isEmpty || segment.count > 6 { return 0 }
        var dots = 0
        var position = segment.startIndex
        while position < segment.endIndex {
            if segment[position] == UInt8(ascii: ".") {
                position += 1
            } else if position + 2 < segment.endIndex, segment[position] == UInt8(ascii: "%"), segment[position + 1] == UInt8(ascii: "2"),
                segment[position + 2] | 0x20 == UInt8(ascii: "e")
            {
                position += 3
            } else {
                return 0
            }
            dots += 1
        }
        return dots <= 2 ? dots : 0
    }

    private mutating func queryAndFragment(_ rest: ArraySlice<UInt8>, special: Bool) -> Bool {
        if rest.first == UInt8(ascii: "?") {
            let end = rest.firstIndex(of: UInt8(ascii: "#")) ?? rest.endIndex
            output.append(UInt8(ascii: "?"))
            encode(rest[(rest.startIndex + 1)..<end], special ? Self.specialQuerySet : Self.querySet)
            parts.queryEnd = output.count
            return fragment(rest[end...])
        }
        parts.queryEnd = output.count
        return fragment(rest)
    }

    private mutating func fragment(_ rest: ArraySlice<UInt8>) -> Bool {
        if rest.first == UInt8(ascii: "#") {
            output.append(UInt8(ascii: "#"))
            encode(rest.dropFirst(), Self.fragmentSet)
        }
        return true
    }

    // MARK: Bytes

    private static let opaqueSet = ASCIISet("")
    private static let fragmentSet = ASCIISet(" \"<>`")
    private static let querySet = ASCIISet(" \"#<>")
    private static let specialQuerySet = ASCIISet(" \"#<>'")
    private static let pathSet = ASCIISet(" \"#<>?^`{}")
    private static let userInfoSet = ASCIISet(" \"#<>?^`{}/;=@[\\]|")

    private mutating func encode(_ bytes: ArraySlice<UInt8>, _ set: ASCIISet) {
        for byte in bytes {
            if byte < 0x20 || byte > 0x7E || set.contains(byte) {
                PercentEncoding.append(byte, to: &output)
            } else {
                output.append(byte)
            }
        }
    }

    private static func isSlash(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }

    private static func startsWithSlash(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.first.map(isSlash) ?? false
    }

    /// Whether the standard calls the scheme special: it has a host, a path, and a default port or none.
    package static func isSpecial(_ scheme: [UInt8]) -> Bool {
        defaultPort(scheme) != nil || scheme == Array("file".utf8)
    }

    private static func defaultPort(_ scheme: [UInt8]) -> UInt16? {
        switch String(decoding: scheme, as: UTF8.self) {
        case "http", "ws": 80
        case "https", "wss": 443
        case "ftp": 21
        default: nil
        }
    }

    /// The range without white space and control characters at both ends.
    package static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    private static func withoutBreaks(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        bytes[range].filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    }
}
