import Bytes

/// A headline as it is compared: where a source ends its headlines with a counter, `A comic (12 comments)` is `A comic`.
package struct ComparedTitle: Sendable {
    /// Hash of the folded title; 0 where there is none.
    package let whole: UInt64
    /// `BlockTemplate` of a trailing group in brackets that contains a number; nil where there is none.
    package let counter: UInt64?
    package let withoutCounter: UInt64

    package init(_ title: String) {
        let folding = TextFolding(title)
        whole = folding.digest ?? 0
        let bytes = folding.bytes
        guard let group = Self.group(bytes), bytes[group...].withUnsafeBufferPointer({ Figures.stand(in: $0) }) else {
            counter = nil
            withoutCounter = whole
            return
        }
        let template = bytes[group...].withUnsafeBufferPointer { BlockTemplate.hash($0, words: 1, hasNumber: true) }
        // Distinguishes it from a block with the same words.
        counter = StableHash.combine(template, 1)
        withoutCounter = StableHash.hash(Array(bytes[..<group]))
    }

    /// The index of the space before a short trailing group in brackets; nil where there is none.
    private static func group(_ title: [UInt8]) -> Int? {
        let bracket: UInt8
        switch title.last {
        case UInt8(ascii: ")"): bracket = UInt8(ascii: "(")
        case UInt8(ascii: "]"): bracket = UInt8(ascii: "[")
        default: return nil
        }
        guard let open = title.lastIndex(of: bracket), open > 1, title[open - 1] == 0x20, title.count - open <= longestGroup else {
            return nil
        }
        return open - 1
    }

    /// In bytes.
    private static let longestGroup = 40
}
