/// The prolog of an XML document (XML 1.0, 2.8): the place of the root element and the entities that the document type declares.
///
/// Text before the root element, repeated XML declarations and the like are skipped and noted in ``repairs``.
public struct XMLProlog: Sendable {
    /// The offset of the root element's start tag; nil where the document has no tag at all.
    public private(set) var root: Int?
    public private(set) var entities = XMLEntities()
    public private(set) var repairs: XMLRepairs = []

    /// - Parameters:
    ///   - bytes: the document in UTF-8.
    ///   - isRoot: whether an element of this qualified name can be the root element. Elements before the first such one are skipped; where
    ///     there is none, the first element of the document counts as the root.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, isRoot: (UnsafeBufferPointer<UInt8>) -> Bool) {
        guard let base = bytes.baseAddress else { return }
        let count = bytes.count
        let source = DocumentBytes(base: base, count: count)
        var instructionCount = 0
        var at = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var firstTag: Int?
        // No end of a comment, or of an instruction, follows: further searches are skipped, which keeps the time linear.
        var hasCommentEnd = true
        var hasInstructionEnd = true
        while at < count {
            let byte = base[at]
            guard byte == 0x3c else {
                if byte > 0x20 { repairs.insert(.junkBefore) }
                at += 1
                continue
            }
            guard at + 1 < count else { break }
            switch base[at + 1] {
            case 0x3f:
                if instructionCount > 0, source.has("<?xml ", at: at) { repairs.insert(.misplacedDeclaration) }
                instructionCount += 1
                let end = hasInstructionEnd ? source.end(of: "?>", from: at + 2) : nil
                if end == nil { hasInstructionEnd = false }
                at = end ?? source.end(of: ">", from: at + 2) ?? count
            case 0x21 where source.has("<!--", at: at):
                let end = hasCommentEnd ? source.end(of: "-->", from: at + 4) : nil
                if end == nil { hasCommentEnd = false }
                at = end ?? source.end(of: ">", from: at + 4) ?? count
            case 0x21:
                at = readDocumentType(from: at, source)
            case 0x41...0x5a, 0x61...0x7a, 0x5f, 0x3a, 0x80...:
                var end = at + 1
                while end < count, base[end] > 0x20, base[end] != 0x3e, base[end] != 0x2f { end += 1 }
                if isRoot(UnsafeBufferPointer(rebasing: bytes[(at + 1)..<end])) {
                    root = at
                    if firstTag != nil { repairs.insert(.junkBefore) }
                    return
                }
                if firstTag == nil { firstTag = at }
                at = end
            default:
                repairs.insert(.junkBefore)
                at += 1
            }
        }
        root = firstTag
    }

    /// Reads a `<!DOCTYPE …>` with its internal subset. Declarations of general entities are kept, everything else is skipped.
    ///
    /// - Returns: the offset after the declaration.
    private mutating func readDocumentType(from start: Int, _ source: DocumentBytes) -> Int {
        let (base, count) = (source.base, source.count)
        var at = start + 2
        var inSubset = false
        while at < count {
            switch base[at] {
            case 0x22, 0x27:
                guard let quote = source.next(base[at], from: at + 1) else { return at + 1 }
                at = quote + 1
            case 0x5b:
                inSubset = true
                at += 1
            case 0x5d:
                inSubset = false
                at += 1
            case 0x3e where !inSubset: return at + 1
            case 0x3c where inSubset:
                if source.has("<!--", at: at) {
                    at = source.end(of: "-->", from: at + 4) ?? count
                } else {
                    at = readMarkupDeclaration(from: at, source)
                }
            case 0x3c: return at
            default: at += 1
            }
        }
        return count
    }

    /// Reads one markup declaration of the internal subset, `<!ENTITY name "value">` or another. Parameter entities (`<!ENTITY % …>`) and
    /// external entities are not declared: nothing outside the document is ever loaded.
    ///
    /// - Returns: the offset after the declaration.
    private mutating func readMarkupDeclaration(from start: Int, _ source: DocumentBytes) -> Int {
        let (base, count) = (source.base, source.count)
        let isEntity = source.has("<!ENTITY", at: start)
        var at = start + (isEntity ? 8 : 1)
        var words: [[UInt8]] = []
        while at < count, base[at] != 0x3e {
            if base[at] == 0x22 || base[at] == 0x27 {
                guard let quote = source.next(base[at], from: at + 1) else { return count }
                if isEntity, words.count == 1, words[0] != [0x25], quote - at <= XMLEntities.maximumExpansion {
                    entities.declare(words[0], as: Array(source.slice((at + 1)..<quote)))
                }
                words.append([])
                at = quote + 1
            } else if base[at] <= 0x20 {
                at += 1
            } else {
                let from = at
                while at < count, base[at] > 0x20, base[at] != 0x3e, base[at] != 0x22, base[at] != 0x27 { at += 1 }
                if words.count < 4 { words.append(Array(source.slice(from..<at))) }
            }
        }
        return min(at + 1, count)
    }
}
