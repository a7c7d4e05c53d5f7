import Bytes
import WebAddress

extension SanitizerPass {
    /// Writes the image of the current tag, with the URL from which a lazily loaded image is really loaded.
    ///
    /// An emoji image is written as its character, a tracking pixel not at all.
    /// - Parameter isFallback: Whether the image is inside `noscript`. It is then left out if it repeats the image before it.
    /// - Returns: Whether an `img` element was written.
    mutating func writeImage(isFallback: Bool) -> Bool {
        if let character = emoji() {
            html.append(character)
            if let start = character.baseAddress { text.append(start, character.count) }
            return false
        }
        let candidates = candidates(trimmedValue(.dataSrcset) ?? trimmedValue(.dataLazySrcset) ?? trimmedValue(.srcset))
        guard let found = imageURL(candidates) else { return false }
        image.removeAll()
        image.append(found)
        let width = number(.width)
        let height = number(.height)
        if TrackingPixel.matches(url: image.bytes, width: width, height: height, style: value(.style)) { return false }
        if isFallback, image.bytes.elementsEqual(lastImage.bytes) { return false }
        swap(&image, &lastImage)
        let url = lastImage.bytes
        let isInline = url.starts(with: "data:")
        let isIcon = (width ?? 100) < 32 && (height ?? 100) < 32
        if firstImage == nil, !isInline, !isIcon, !AvatarURL.matches(url) { noteFirstImage(candidates, width: width, height: height) }
        html.append("<img")
        write(.src, url)
        write(candidates)
        if tokenizer[.alt] != nil { write(.alt, trimmedValue(.alt) ?? UnsafeBufferPointer(start: nil, count: 0)) }
        write(.title)
        if let width, width > 0 { writeNumber(.width, atMost: 100_000) }
        if let height, height > 0 { writeNumber(.height, atMost: 100_000) }
        html.append(UInt8(ascii: ">"))
        return true
    }

    /// Notes the image that was read last as the first one of the content: the widest candidate whose width is stated in pixels, where that is
    /// wider than the image itself is stated to be.
    private mutating func noteFirstImage(_ candidates: [ImageCandidate], width: Int?, height: Int?) {
        firstImageWidth = width.flatMap { $0 > 0 ? $0 : nil }
        firstImageHeight = height.flatMap { $0 > 0 ? $0 : nil }
        let widest = candidates.filter(\.isInPixels).max { $0.width < $1.width }
        if let widest, Int(widest.width) > firstImageWidth ?? 0, let url = safeURL(widest.url, for: .resource) {
            firstImage = String(validUTF8: url)
            firstImageWidth = Int(widest.width)
            firstImageHeight = nil
        } else {
            firstImage = lastImage.string
        }
    }

    /// Writes `srcset` with absolute URLs.
    /// - Returns: Whether any candidate was left.
    mutating func writeCandidates() -> Bool {
        write(candidates(trimmedValue(.dataSrcset) ?? trimmedValue(.srcset)))
    }

    /// The candidates of a `srcset`. They are valid until the next call.
    private mutating func candidates(_ value: UnsafeBufferPointer<UInt8>?) -> [ImageCandidate] {
        guard let value else { return [] }
        srcset.removeAll()
        srcset.append(value)
        return ImageCandidate.list(srcset.bytes)
    }

    @discardableResult
    private mutating func write(_ candidates: [ImageCandidate]) -> Bool {
        if candidates.isEmpty { return false }
        safeSrcset.removeAll()
        for candidate in candidates {
            guard let url = safeURL(candidate.url, for: .resource) else { continue }
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
        // Valid until the next value is read, which the candidates do not do.
        let source = trimmedValue(.src)
        if let source, let url = safeURL(source, for: .resource) { return url }
        for candidate in ImageCandidate.best(of: candidates) {
            if let url = safeURL(candidate.url, for: .resource) { return url }
        }
        return source.flatMap(Self.inlineImage)
    }

    private mutating func lazyURL(_ attribute: HTMLAttribute) -> UnsafeBufferPointer<UInt8>? {
        guard let lazy = trimmedValue(attribute), !lazy.starts(with: "data:") else { return nil }
        return safeURL(lazy, for: .resource)
    }

    /// A `data:` URL, if it is a bitmap image in base64 of 256 to 65,536 bytes: shorter ones are placeholders, and longer ones are too
    /// large to keep in an item. SVG is refused, as it can contain scripts.
    private static func inlineImage(_ url: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        let sizes = 256...65_536
        guard sizes.contains(url.count), url.starts(with: "data:image/") else { return nil }
        let kind = url.dropFirst(11).prefix { $0 != UInt8(ascii: ",") }
        guard
            ["png;base64", "gif;base64", "jpeg;base64", "jpg;base64", "webp;base64", "avif;base64"].contains(where: {
                kind.elementsEqual($0.utf8)
            })
        else { return nil }
        let isBase64 = url[kind.endIndex...].dropFirst().allSatisfy { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: "=")
        }
        return isBase64 ? url : nil
    }

    /// The emoji that an image stands for: weblog software (WordPress) replaces emoji by images with the character in `alt`.
    private mutating func emoji() -> UnsafeBufferPointer<UInt8>? {
        guard let range = tokenizer[.alt], range.count >= 3, range.count <= 40 else { return nil }
        // Emoji begin at U+203C, and most of them at U+1F000.
        guard tokenizer.bytes[range.start] == 0xF0 || tokenizer.bytes[range.start] == 0xE2 else { return nil }
        guard let alt = trimmedValue(.alt) else { return nil }
        let scalars = String(validUTF8: alt).unicodeScalars
        guard scalars.contains(where: { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }) else { return nil }
        let isEmoji = scalars.allSatisfy { scalar in
            !scalar.isASCII && scalar.properties.isEmoji || scalar.value == 0x200D || scalar.value == 0xFE0F || scalar.value == 0x20E3
                || (0xE0020...0xE007F).contains(scalar.value)
        }
        return isEmoji ? alt : nil
    }
}
