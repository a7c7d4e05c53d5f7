import Glibc

extension String {
    /// Whether a byte stands in its UTF-8.
    func contains(byte: UInt8) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return false }
            return memchr(base, Int32(byte), bytes.count) != nil
        }
    }

    /// Whether `word`, in ASCII, stands in it. By bytes: `contains` asks for Unicode's characters first, which costs more than all else of an attribute.
    func holds(_ word: StaticString) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            word.withUTF8Buffer { word in
                guard let first = word.first, bytes.count >= word.count else { return word.isEmpty }
                return (0...(bytes.count - word.count)).contains { bytes[$0] == first && bytes[$0...].starts(with: word) }
            }
        }
    }
}
