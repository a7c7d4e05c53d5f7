import Bytes

/// Removes from the text of an attribute what is removed from the text of a document.
enum AttributeText {
    /// - Returns: nil where nothing is to be removed.
    static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let base = bytes.baseAddress, bytes.contains(where: { TextByteClass.of($0) == TextByteClass.lead }) else { return nil }
        var output = ByteBuffer(capacity: bytes.count)
        var directions = BidiBalance()
        var position = 0
        while position < bytes.count {
            guard TextByteClass.of(bytes[position]) == TextByteClass.lead else {
                output.append(bytes[position])
                position += 1
                continue
            }
            let length = min(SpecialCharacter.length(bytes[position]), bytes.count - position)
            var isKept = true
            switch SpecialCharacter(base + position, length) {
            case .none, .noBreakSpace, .softHyphen, .lineSeparator, .paragraphSeparator: break
            case .invisible: isKept = false
            case .direction(let control): isKept = directions.take(control)
            case .tag: isKept = SpecialCharacter.continuesFlag(output.bytes)
            case .control(let replacement):
                output.append(scalar: replacement)
                isKept = false
            }
            if isKept { output.append(base + position, length) }
            position += length
        }
        output.append(string: directions.close(0))
        return output.string
    }
}
