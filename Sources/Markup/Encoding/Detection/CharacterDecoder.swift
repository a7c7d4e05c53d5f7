internal import Glibc

/// Decodes single characters of an encoding, each from its initial state.
struct CharacterDecoder: ~Copyable {
    private let converter: iconv_t

    /// - Returns: nil for an encoding that iconv does not have.
    init?(_ encoding: CharacterEncoding) {
        guard let converter = iconv_open("UTF-32LE", encoding.name), converter != Self.noConverter else { return nil }
        self.converter = converter
    }

    deinit { iconv_close(converter) }

    /// The character that `bytes` encode; nil where they encode none, or not all of one.
    func scalar(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 24) { buffer in
            for (index, byte) in bytes.prefix(8).enumerated() { buffer[index] = CChar(bitPattern: byte) }
            guard let base = buffer.baseAddress else { return nil }
            var source: UnsafeMutablePointer<CChar>? = base
            var remaining = min(bytes.count, 8)
            var target: UnsafeMutablePointer<CChar>? = base + 8
            var room = 16
            iconv(converter, nil, nil, nil, nil)
            let result = iconv(converter, &source, &remaining, &target, &room)
            guard result != Int.max, result != -1, remaining == 0 else { return nil }
            // Encodings with combining characters keep a letter back until the next one comes.
            iconv(converter, nil, nil, &target, &room)
            guard room <= 12 else { return nil }
            var value: UInt32 = 0
            for index in 0..<4 { value |= UInt32(UInt8(bitPattern: buffer[8 + index])) << (8 * index) }
            return Unicode.Scalar(value)
        }
    }

    private static nonisolated(unsafe) let noConverter = iconv_t(bitPattern: -1)
}
