internal import Markup

extension Text {
    /// The text as one line of plain text, as for titles.
    var line: String {
        HTMLDetection.isHTML(self) ? HTMLText.line(value) : Self.folded(value)
    }

    /// The text with its white space folded and trimmed.
    private static func folded(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes -> String? in
            var output: [UInt8] = []
            var isChanged = false
            var isAfterSpace = true
            output.reserveCapacity(bytes.count)
            var at = 0
            while at < bytes.count {
                guard let width = TextSpace.width(bytes, at: at) else {
                    output.append(bytes[at])
                    isAfterSpace = false
                    at += 1
                    continue
                }
                if isAfterSpace || bytes[at] != 0x20 { isChanged = true }
                if !isAfterSpace { output.append(0x20) }
                isAfterSpace = true
                at += width
            }
            if output.last == 0x20 {
                output.removeLast()
                isChanged = true
            }
            return isChanged ? output.withUnsafeBufferPointer(String.init(validUTF8:)) : nil
        } ?? text
    }
}
