import Bytes

/// Tests the condition on an attribute, with its value as bytes.
struct AttributeTest {
    private let name: [UInt8]
    private let comparison: AttributeCondition.Comparison?
    private let value: [UInt8]
    private let ignoresCase: Bool

    init(_ condition: AttributeCondition) {
        name = Array(condition.name.utf8)
        comparison = condition.comparison
        ignoresCase = condition.ignoresCase ?? AttributeCondition.caseless.contains(condition.name)
        let bytes = Array(condition.value.utf8)
        value = ignoresCase ? bytes.map(ASCII.lowercased) : bytes
    }

    func holds(for tree: HTMLTree, _ index: Int) -> Bool {
        guard let found = tree.attribute(index, named: name) else { return false }
        guard let comparison else { return true }
        if !ignoresCase { return holds(comparison, found) }
        return found.map(ASCII.lowercased).withUnsafeBufferPointer { holds(comparison, $0) }
    }

    private func holds(_ comparison: AttributeCondition.Comparison, _ found: UnsafeBufferPointer<UInt8>) -> Bool {
        switch comparison {
        case .equals: found.elementsEqual(value)
        case .hasWord: Self.hasWord(value, found)
        case .hasLanguagePrefix: Self.hasLanguagePrefix(value, found, ignoringCase: false)
        // Selectors Level 3, 6.3.2: an empty value matches nothing.
        case .begins: !value.isEmpty && found.starts(with: value)
        case .ends: !value.isEmpty && found.count >= value.count && found.suffix(value.count).elementsEqual(value)
        case .contains: !value.isEmpty && Self.contains(value, found)
        }
    }

    /// Whether `word` is one of the words of a value, which white space separates.
    static func hasWord(_ word: [UInt8], _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !word.isEmpty else { return false }
        var start = 0
        while start < value.count {
            while start < value.count, SelectorScanner.isSpace(value[start]) { start += 1 }
            var end = start
            while end < value.count, !SelectorScanner.isSpace(value[end]) { end += 1 }
            if end - start == word.count, value[start..<end].elementsEqual(word) { return true }
            start = end
        }
        return false
    }

    /// Whether a value is `prefix`, or begins with it and a hyphen.
    static func hasLanguagePrefix(_ prefix: [UInt8], _ value: UnsafeBufferPointer<UInt8>?, ignoringCase: Bool) -> Bool {
        guard let value, value.count >= prefix.count, !prefix.isEmpty || value.isEmpty else { return false }
        for (byte, expected) in zip(value, prefix) where (ignoringCase ? ASCII.lowercased(byte) : byte) != expected { return false }
        return value.count == prefix.count || value[prefix.count] == UInt8(ascii: "-")
    }

    private static func contains(_ part: [UInt8], _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = part.first else { return true }
        return value.indices.dropLast(part.count - 1).contains { value[$0] == first && value[$0...].starts(with: part) }
    }
}
