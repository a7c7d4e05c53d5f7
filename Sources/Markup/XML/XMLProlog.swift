/// What stands before a document's root element: where that is, and what its DTD declares.
public struct XMLProlog: Sendable {
    /// The offset of the root element's tag; nil where there is no tag at all.
    public private(set) var root: Int?
    public private(set) var entities = XMLEntities()
    public private(set) var repairs: XMLRepairs = []

    /// - Parameter isRoot: whether an element of this (qualified) name can be the root; text and elements before it are junk.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, isRoot: (UnsafeBufferPointer<UInt8>) -> Bool) {
        guard let base = bytes.baseAddress else { return }
        let count = bytes.count
        let source = XMLSource(base: base, count: count)
        var declarations = 0
        var at = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var firstTag: Int?
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
                if declarations > 0, source.has("<?xml ", at: at) { repairs.insert(.misplacedDeclaration) }
                declarations += 1
                at = source.end(of: "?>", from: at + 2) ?? source.end(of: ">", from: at + 2) ?? count
            case 0x21 where source.has("<!--", at: at):
                at = source.end(of: "-->", from: at + 4) ?? source.end(of: ">", from: at + 4) ?? count
            case 0x21:
                at = readDeclaration(from: at, source)
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

    /// A `<!DOCTYPE …>`, its internal subset included; its general entities are remembered, all else is skipped.
    private mutating func readDeclaration(from start: Int, _ source: XMLSource) -> Int {
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
                    at = readMarkup(from: at, source)
                }
            case 0x3c: return at
            default: at += 1
            }
        }
        return count
    }

    /// One `<!ENTITY name "value">` or another declaration of the internal subset.
    private mutating func readMarkup(from start: Int, _ source: XMLSource) -> Int {
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
