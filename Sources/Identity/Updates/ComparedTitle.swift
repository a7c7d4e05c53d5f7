import Bytes

/// A headline as it is compared: `A comic (12 comments)` is `A comic` where the source ends its headlines so.
package struct ComparedTitle: Sendable {
    /// 0 where there is none.
    package let whole: UInt64
    /// `BlockTemplate` of a group in brackets at its end that holds a number; nil where there is none.
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
        // Told from a block of the same words.
        counter = StableHash.combine(template, 1)
        withoutCounter = StableHash.hash(Array(bytes[..<group]))
    }

    /// Where the space before a short last group in brackets stands.
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
