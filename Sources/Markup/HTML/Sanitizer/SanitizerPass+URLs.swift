import Bytes
import WebAddress

extension SanitizerPass {
    /// Makes a reference the URL that the output may have (``OutputURL`` has the same rules for the fields of a feed).
    ///
    /// Without a base, a relative reference is kept if no browser could read it as an absolute URL.
    /// - Returns: The URL; nil where it is blank, malformed, too long, or of a scheme that is not permitted, and where the base has been repeated too
    ///   often. It is valid until the next call.
    mutating func safeURL(_ reference: UnsafeBufferPointer<UInt8>, for use: URLUse) -> UnsafeBufferPointer<UInt8>? {
        if WebURLParser.isFinal(reference) { return withoutTracking(reference, for: use) }
        if Self.isNothing(reference) { return nil }
        address.removeAll()
        var parser = WebURLParser()
        let isFragment = reference.first { $0 > 0x20 } == UInt8(ascii: "#")
        let base = isFragment ? bases.fragments : bases.base
        var isAbsolute = parser.parse(reference, base: base)
        if !isAbsolute, base != nil {
            parser = WebURLParser()
            isAbsolute = parser.parse(reference, base: nil)
        }
        if isAbsolute {
            if parser.isWeb {
                parser.output.withUnsafeBufferPointer { address.append($0) }
            } else {
                guard use.permits(scheme: parser.scheme) else { return nil }
                let url = String(decoding: parser.output, as: UTF8.self)
                address.append(string: PercentEncoding.encoded(url, keeping: AbsoluteURI.isPermitted))
            }
            referenceGrowth &-= max(0, address.count &- reference.count)
            guard address.count <= WebURL.longest, referenceGrowth >= 0 else { return nil }
            return withoutTracking(address.bytes, for: use)
        }
        if isFragment, !bases.keepsFragments { return nil }
        guard reference.count <= WebURL.longest, let relative = Self.relative(String(decoding: reference, as: UTF8.self)) else {
            return nil
        }
        address.append(string: relative)
        return address.bytes
    }

    /// - Parameter url: absolute.
    private mutating func withoutTracking(_ url: UnsafeBufferPointer<UInt8>, for use: URLUse) -> UnsafeBufferPointer<UInt8> {
        guard use.losesTrackingParameters, let clean = TrackingParameters.without(url, publisher: publisher) else { return url }
        address.removeAll()
        clean.withUnsafeBufferPointer { address.append($0) }
        return address.bytes
    }

    /// The host of the page that the links are on.
    private var publisher: String? {
        mutating get { bases.base?.host }
    }

    /// Whether the reference consists of white space and line breaks only, U+0085, U+2028 and U+2029 included.
    private static func isNothing(_ reference: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = reference[...]
        while let first = rest.first {
            if first <= 0x20 {
                rest = rest.dropFirst()
            } else if rest.starts(with: "\u{85}") {
                rest = rest.dropFirst(2)
            } else if rest.starts(with: "\u{2028}") || rest.starts(with: "\u{2029}") {
                rest = rest.dropFirst(3)
            } else {
                return false
            }
        }
        return true
    }

    /// A relative reference without its spaces, line breaks, control characters and invisible characters; nil where what is left is empty, or
    /// a browser could read it as an absolute URL or as one with a host.
    private static func relative(_ reference: String) -> String? {
        let clean = String(String.UnicodeScalarView(reference.unicodeScalars.filter { !isRemoved($0.value) }))
        // Two slashes are followed by a host, and browsers take a backslash for a slash.
        let slashes = clean.utf8.prefix(2).filter { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.count
        guard !clean.isEmpty, slashes < 2 else { return nil }
        return clean.utf8.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }.contains(
            UInt8(ascii: ":"))
            ? nil : clean
    }

    private static func isRemoved(_ scalar: UInt32) -> Bool {
        switch scalar {
        case ...0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
