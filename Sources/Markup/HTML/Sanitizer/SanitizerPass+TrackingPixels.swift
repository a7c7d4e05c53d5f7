import Bytes

extension SanitizerPass {
    static let sizing = HTMLAttribute.width.bit | HTMLAttribute.height.bit | HTMLAttribute.style.bit

    /// Whether the image of the current tag, whose URL is in `image`, only counts readers.
    ///
    /// - Parameters:
    ///   - width: the number of the `width` attribute. It becomes nil where the style shows the image larger than the attribute says.
    ///   - height: the same for `height`.
    mutating func isTrackingPixel(_ width: inout Int?, _ height: inout Int?) -> Bool {
        if tokenizer.present & Self.sizing != 0 {
            if displayedSize.isPixel { return true }
            let stated = DisplayedSize(width: width.map { Double($0) }, height: height.map { Double($0) })
            if stated.isPixel { (width, height) = (nil, nil) }
        }
        return TrackingPixel.matches(TrackerURL.kind(of: image.bytes), evidence: imageEvidence)
    }

    /// The size at which the element of the current tag is shown, as far as it is stated.
    var displayedSize: DisplayedSize {
        mutating get {
            var size = DisplayedSize(width: length(.width), height: length(.height))
            if let style = value(.style) { size.apply(style) }
            return size
        }
    }

    /// The number of an attribute for a length. Unlike in HTML it may begin with a plus or a point, as who writes that means a length.
    private mutating func length(_ attribute: HTMLAttribute) -> Double? {
        guard let value = trimmedValue(attribute) else { return nil }
        if let number = Self.leadingNumber(value) { return Double(number) }
        guard let first = value.first, first == UInt8(ascii: "+") || first == UInt8(ascii: ".") else { return nil }
        return InlineStyle.Value(value, 0, value.count).thousandths.map { Double($0) / 1000 }
    }

    /// What speaks for the image of the current tag.
    var imageEvidence: TrackingPixel.Evidence {
        mutating get {
            var evidence: TrackingPixel.Evidence = []
            let large = TrackingPixel.leastLarge...Self.greatestSize
            if large.contains(number(.width) ?? 0), large.contains(number(.height) ?? 0) { evidence.insert(.isLarge) }
            if stack.has(.figure) { evidence.insert(.isInFigure) }
            if let value = trimmedValue(.alt) {
                // As it is written: without control characters, which may stand between words.
                let clean = AttributeText.cleaned(value) ?? String(validUTF8: value)
                let text = String(decoding: clean.utf8.filter { TextByteClass.of($0) != TextByteClass.control }, as: UTF8.self)
                if TrackingPixel.describes(text) { evidence.insert(.isDescribed) }
            }
            return evidence
        }
    }

    /// Whether an `audio` element cannot be seen and asks for something that is no sound: browsers show those without `controls` nowhere, and
    /// request what they name all the same.
    mutating func onlyCounts(_ element: HTMLElement) -> Bool {
        guard element == .audio, tokenizer[.controls] == nil, let value = trimmedValue(.src) ?? trimmedValue(.dataSrc) else { return false }
        let path = value.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let directory = path.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
        guard let dot = path[directory...].lastIndex(of: UInt8(ascii: ".")) else { return true }
        var type = PackedName()
        for byte in path[(dot + 1)...] { type.append(byte) }
        return !Self.sounds.contains(type)
    }

    /// Extensions of files with sound.
    private static let sounds = [
        "mp3", "m4a", "m4b", "mp4", "aac", "ogg", "oga", "opus", "flac", "wav", "webm", "weba", "aif", "aiff", "wma", "mid", "m3u8", "mka",
    ].map { PackedName($0) }
}
