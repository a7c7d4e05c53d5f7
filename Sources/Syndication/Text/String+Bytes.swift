import Glibc

extension String {
    /// Whether the UTF-8 of the string contains `byte`.
    func contains(byte: UInt8) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return false }
            return memchr(base, Int32(byte), bytes.count) != nil
        }
    }

    /// Whether two strings have the same UTF-8. `==` compares their normalization forms, which is slow where they are not ASCII.
    func hasSameBytes(as other: String) -> Bool {
        var (text, other) = (self, other)
        return text.withUTF8 { bytes in
            other.withUTF8 { other in
                guard bytes.count == other.count, let base = bytes.baseAddress, let otherBase = other.baseAddress else {
                    return bytes.count == other.count
                }
                return memcmp(base, otherBase, bytes.count) == 0
            }
        }
    }

    /// Whether the string contains `word`, which is ASCII. It compares bytes: `contains` segments the string into characters first, which
    /// takes longer than everything else that is done with an attribute.
    func contains(ascii word: StaticString) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            word.withUTF8Buffer { word in
                guard let first = word.first, bytes.count >= word.count else { return word.isEmpty }
                return (0...(bytes.count - word.count)).contains { bytes[$0] == first && bytes[$0...].starts(with: word) }
            }
        }
    }
}
