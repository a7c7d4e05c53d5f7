import Bytes
import WebAddress

extension SanitizerPass {
    /// Writes the image of the current tag, with the URL from which a lazily loaded image is really loaded.
    ///
    /// An emoji image is written as its character, a tracking pixel not at all.
    /// - Parameter isFallback: Whether the image is inside `noscript`. It is then left out if it repeats the image before it.
    /// - Returns: Whether an `img` element was written.
    mutating func writeImage(isFallback: Bool) -> Bool {
        if var character = emoji() {
            if !isTextInvisible { character.withUTF8 { copyDecoded($0) } }
            return false
        }
        let candidates = candidates(trimmedValue(.dataSrcset) ?? trimmedValue(.dataLazySrcset) ?? trimmedValue(.srcset))
        guard let found = imageURL(candidates) else { return false }
        image.removeAll()
        image.append(found)
        var width = size(.width)
        var height = size(.height)
        if isTrackingPixel(&width, &height) { return false }
        if isFallback, image.bytes.elementsEqual(lastImage.bytes) { return false }
        swap(&image, &lastImage)
        let url = lastImage.bytes
        let isInline = url.starts(with: "data:")
        let isIcon = (width ?? 100) < 32 && (height ?? 100) < 32
        if firstImage == nil, !isInline, !isIcon, hidden.isEmpty, !AvatarURL.matches(url) {
            noteFirstImage(candidates, width: width, height: height)
        }
        html.append("<img")
        write(.src, url)
        write(candidates, of: .img)
        if tokenizer[.alt] != nil { writeAlternative() }
        write(.title)
        if let width, width > 0 { writeNumber(.width, atMost: Self.greatestSize) }
        if let height, height > 0 { writeNumber(.height, atMost: Self.greatestSize) }
        html.append(UInt8(ascii: ">"))
        return true
    }

    /// Notes the image that was read last as the first one of the content: the widest candidate whose width is stated in pixels, where the image
    /// itself is one of them, or is stated to be narrower. The attributes of a candidate say how large it is shown, not how large it is.
    private mutating func noteFirstImage(_ candidates: [ImageCandidate], width: Int?, height: Int?) {
        firstImage = lastImage.string
        firstImageWidth = width.flatMap { $0 > 0 ? $0 : nil }
        firstImageHeight = height.flatMap { $0 > 0 ? $0 : nil }
        guard let widest = candidates.filter(\.isInPixels).max(by: { $0.width < $1.width }) else { return }
        let source = trimmedValue(.src)
        let isCandidate = source.map { source in candidates.contains { $0.url.elementsEqual(source) } } ?? true
        let stated = firstImageWidth ?? 0
        guard isCandidate || Int(widest.width) > stated, let url = safeURL(widest.url, for: .resource) else { return }
        firstImage = String(validUTF8: url)
        firstImageHeight = stated > 0 ? firstImageHeight.map { max(1, $0 * Int(widest.width) / stated) } : nil
        firstImageWidth = Int(widest.width)
    }

    static let greatestSize = 100_000

    private mutating func size(_ attribute: HTMLAttribute) -> Int? {
        number(attribute).flatMap { abs($0) <= Self.greatestSize ? $0 : nil }
    }

    /// Writes the description without white space and control characters around it, also where invisible characters stood before them.
    private mutating func writeAlternative() {
        let value = trimmedValue(.alt) ?? UnsafeBufferPointer(start: nil, count: 0)
        var clean = AttributeText.cleaned(value)
        if clean == nil { return write(.alt, Self.trimmed(value)) }
        clean?.withUTF8 { write(.alt, Self.trimmed($0)) }
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var rest = bytes[...]
        while let last = rest.last, last <= 0x20 || last == 0x7F { rest = rest.dropLast() }
        while let first = rest.first, first <= 0x20 || first == 0x7F { rest = rest.dropFirst() }
        return UnsafeBufferPointer(rebasing: rest)
    }

    /// Writes `srcset` with absolute URLs.
    /// - Returns: Whether any candidate was left.
    mutating func writeCandidates() -> Bool {
        write(candidates(trimmedValue(.dataSrcset) ?? trimmedValue(.srcset)), of: .source)
    }

    /// The candidates of a `srcset`. They are valid until the next call.
    private mutating func candidates(_ value: UnsafeBufferPointer<UInt8>?) -> [ImageCandidate] {
        guard let value else { return [] }
        srcset.removeAll()
        srcset.append(value)
        return ImageCandidate.list(srcset.bytes)
    }

    @discardableResult
    private mutating func write(_ candidates: [ImageCandidate], of element: HTMLElement) -> Bool {
        if candidates.isEmpty { return false }
        safeSrcset.removeAll()
        for candidate in candidates {
            if candidate.isInPixels, candidate.width <= 3 { continue }
            guard let url = safeURL(candidate.url, for: .resource) else { continue }
            if TrackingPixel.matches(TrackerURL.kind(of: url), evidence: element == .img ? imageEvidence : []) { continue }
            if safeSrcset.count > 0 { safeSrcset.append(", ") }
            safeSrcset.append(url)
            if !candidate.descriptor.isEmpty { safeSrcset.append(UInt8(ascii: " ")) }
            for byte in candidate.descriptor where byte > 0x20 { safeSrcset.append(byte) }
        }
        if safeSrcset.count == 0 { return false }
        write(.srcset, safeSrcset.bytes)
        write(.sizes)
        return true
    }

    /// The URL of the image: a lazy-loading attribute, else `src`, else the best candidate of `srcset`. It is valid until the next value is
    /// read.
    private mutating func imageURL(_ candidates: [ImageCandidate]) -> UnsafeBufferPointer<UInt8>? {
        if let url = lazyURL(.dataSrc) ?? lazyURL(.dataLazySrc) ?? lazyURL(.dataOriginal) { return url }
        if !tokenizer.otherData.isEmpty, isPlaceholder(trimmedValue(.src)), let url = otherLazyURL() { return url }
        // Valid until the next value is read, which the candidates do not do.
        let source = trimmedValue(.src)
        if let source, let url = safeURL(source, for: .resource) { return url }
        for candidate in ImageCandidate.best(of: candidates) {
            if let url = safeURL(candidate.url, for: .resource) { return url }
        }
        return source.flatMap { InlineImage.isPermitted($0) ? $0 : nil }
    }

    /// Whether a `src` only holds the place of the image that a script loads: there is none, it is inline, or its file has such a name.
    private func isPlaceholder(_ source: UnsafeBufferPointer<UInt8>?) -> Bool {
        guard let source else { return true }
        if source.starts(with: "data:".utf8) || source.starts(with: "about:".utf8) { return true }
        let path = source.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let file = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
        let stem = String(decoding: file.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self).lowercased()
        return Self.placeholders.contains { stem.hasPrefix($0) }
    }

    private static let placeholders = [
        "placeholder", "lazy", "loading", "loader", "spinner", "blank", "spacer", "transparent", "empty", "1x1", "pixel",
    ]

    /// The value of a `data-…` attribute that is the URL of an image: its path ends in an image file's extension, or the attribute's name has
    /// `src` in it and the value is an absolute URL or a path.
    private mutating func otherLazyURL() -> UnsafeBufferPointer<UInt8>? {
        let data = tokenizer.otherData
        for place in stride(from: 0, to: data.count - 1, by: 2) {
            let name = String(decoding: tokenizer.slice(data[place]), as: UTF8.self).lowercased()
            guard let value = decoded(data[place + 1]), Self.isImage(value, isSource: name.contains("src")),
                let url = safeURL(value, for: .resource)
            else { continue }
            return url
        }
        return nil
    }

    private static func isImage(_ value: UnsafeBufferPointer<UInt8>, isSource: Bool) -> Bool {
        if value.isEmpty || value.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "{") }) || value.starts(with: "data:".utf8) {
            return false
        }
        let path = value.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        if isSource, path.contains(UInt8(ascii: "/")) { return true }
        guard let dot = path.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let type = String(decoding: path[(dot + 1)...].prefix(5), as: UTF8.self).lowercased()
        return ["jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "jfif", "svg"].contains(type)
    }

    private mutating func lazyURL(_ attribute: HTMLAttribute) -> UnsafeBufferPointer<UInt8>? {
        guard let lazy = trimmedValue(attribute), !lazy.starts(with: "data:") else { return nil }
        return safeURL(lazy, for: .resource)
    }

    /// The emoji that an image stands for: weblog software (WordPress) replaces emoji by images with the character in `alt`.
    /// The characters that the sanitizer would leave out of an `alt`, such as controls, are left out before the comparison.
    private mutating func emoji() -> String? {
        guard let alt = trimmedValue(.alt), alt.allSatisfy({ $0 <= 0x20 || $0 >= 0x7F }), alt.contains(where: { $0 == 0xF0 || $0 == 0xE2 })
        else { return nil }
        let clean = AttributeText.cleaned(alt) ?? String(validUTF8: alt)
        let bytes = clean.utf8.filter { TextByteClass.of($0) != TextByteClass.control }
        let text = String(decoding: bytes[bytes.withUnsafeBufferPointer { WebURLParser.trimmed($0) }], as: UTF8.self)
        // Emoji begin at U+203C, and most of them at U+1F000.
        guard text.utf8.count <= 40, text.utf8.first == 0xF0 || text.utf8.first == 0xE2 else { return nil }
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }) else { return nil }
        let isEmoji = scalars.allSatisfy { scalar in
            !scalar.isASCII && scalar.properties.isEmoji || scalar.value == 0x200D || scalar.value == 0xFE0F || scalar.value == 0x20E3
                || (0xE0020...0xE007F).contains(scalar.value)
        }
        return isEmoji ? text : nil
    }
}
