extension HTMLSanitizer {
    /// Writes the image of the current tag, from where it really is.
    /// - Parameter isFallback: It stands in `noscript`, and may repeat the image before it.
    /// - Returns: Whether there was one worth writing.
    mutating func writeImage(isFallback: Bool) -> Bool {
        if let character = emoji() {
            var character = character
            character.withUTF8 { bytes in
                html.append(bytes)
                if let start = bytes.baseAddress { text.append(start, bytes.count) }
            }
            return false
        }
        let candidates = ImageCandidates(string(.dataSrcset) ?? string(.dataLazySrcset) ?? string(.srcset) ?? "")
        guard let url = imageURL(candidates) else { return false }
        let width = number(.width)
        let height = number(.height)
        if TrackingPixel.isOne(url: url, width: width, height: height, style: string(.style)) { return false }
        if isFallback, url == lastImage { return false }
        lastImage = url
        let isInline = url.utf8.starts(with: "data:".utf8)
        let isIcon = (width ?? 100) < 32 && (height ?? 100) < 32
        if firstImage == nil, !isInline, !isIcon { firstImage = url }
        html.append("<img")
        write(.src, url)
        let set = resolved(candidates)
        if !set.isEmpty {
            write(.srcset, set)
            write(.sizes)
        }
        if tokenizer[.alt] != nil { write(.alt, string(.alt) ?? "") }
        write(.title)
        if let width, width > 0 { writeNumber(.width, atMost: 100_000) }
        if let height, height > 0 { writeNumber(.height, atMost: 100_000) }
        html.append(UInt8(ascii: ">"))
        return true
    }

    /// Writes `srcset` with absolute URLs. Returns whether any was left.
    mutating func writeCandidates() -> Bool {
        let set = resolved(ImageCandidates(string(.dataSrcset) ?? string(.srcset) ?? ""))
        if set.isEmpty { return false }
        write(.srcset, set)
        write(.sizes)
        return true
    }

    private func resolved(_ candidates: ImageCandidates) -> String {
        var parts: [String] = []
        for candidate in candidates.list {
            guard let url = safeURL(candidate.url, Self.resourceSchemes) else { continue }
            parts.append(candidate.descriptor.isEmpty ? url : url + " " + candidate.descriptor)
        }
        return parts.joined(separator: ", ")
    }

    /// The lazily loaded image where there is one, then `src`, then the best of `srcset`.
    private mutating func imageURL(_ candidates: ImageCandidates) -> String? {
        for attribute in [HTMLAttribute.dataSrc, .dataLazySrc, .dataOriginal] {
            if let lazy = string(attribute), !lazy.utf8.starts(with: "data:".utf8), let url = safeURL(lazy, Self.resourceSchemes) {
                return url
            }
        }
        let source = string(.src)
        if let source, let url = safeURL(source, Self.resourceSchemes) { return url }
        for candidate in candidates.best {
            if let url = safeURL(candidate.url, Self.resourceSchemes) { return url }
        }
        return source.flatMap(Self.inlineImage)
    }

    /// A `data:` URL of a picture, if it is one of pixels and worth its bytes: placeholders are shorter, and photographs do not belong in a text.
    private static func inlineImage(_ url: String) -> String? {
        let sizes = 256...65_536
        guard sizes.contains(url.utf8.count), url.utf8.starts(with: "data:image/".utf8) else { return nil }
        let kind = url.dropFirst(11).prefix { $0 != "," }
        guard ["png;base64", "gif;base64", "jpeg;base64", "jpg;base64", "webp;base64", "avif;base64"].contains(kind) else { return nil }
        let isBase64 = url.utf8.dropFirst(11 + kind.utf8.count + 1).allSatisfy { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: "=")
        }
        return isBase64 ? url : nil
    }

    /// The emoji that a picture stands for: weblog software puts pictures in their place and the character in `alt`.
    private mutating func emoji() -> String? {
        guard let range = tokenizer[.alt], range.count >= 3, range.count <= 40 else { return nil }
        // Emoji begin at U+203C, and most of them at U+1F000.
        guard tokenizer.bytes[range.start] == 0xF0 || tokenizer.bytes[range.start] == 0xE2 else { return nil }
        guard let alt = string(.alt) else { return nil }
        let scalars = alt.unicodeScalars
        guard scalars.contains(where: { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }) else { return nil }
        let isEmoji = scalars.allSatisfy { scalar in
            !scalar.isASCII && scalar.properties.isEmoji || scalar.value == 0x200D || scalar.value == 0xFE0F || scalar.value == 0x20E3
                || (0xE0020...0xE007F).contains(scalar.value)
        }
        return isEmoji ? alt : nil
    }
}
