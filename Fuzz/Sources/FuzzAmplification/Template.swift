/// A document that repeats parts of itself, written with the parts once. Counts that are large enough to show a product or a quadratic cost need documents of
/// some hundred kilobytes, whose bytes a fuzzer would never get through; of a template it mutates the few that matter.
///
/// A group is `01 COUNT … 02`, and its parts are divided by `05`: `01 COUNT a 05 b 05 c 02` is `aaa…bccc…`, so that elements can be nested; without `05`
/// it is the part COUNT times. Groups may be nested. `03` is the number of the copy, of the innermost group.
enum Template {
    static let (open, close, number, divider) = (UInt8(1), UInt8(2), UInt8(3), UInt8(5))
    /// The greatest length of a document.
    static let most = 1 << 20
    private static let deepest = 4

    static func expanded(_ template: [UInt8]) -> [UInt8] {
        var document: [UInt8] = []
        expand(template[...], depth: 0, number: [], into: &document)
        return document
    }

    /// 1, 2, 3, 4, 6, 8, 12, 16, … 65536, 98304: a byte for all magnitudes.
    static func count(_ byte: UInt8) -> Int {
        let power = Int(byte % 34)
        return power == 0 ? 1 : (power.isMultiple(of: 2) ? 3 : 2) << ((power - 1) / 2)
    }

    private static func expand(_ template: ArraySlice<UInt8>, depth: Int, number: [UInt8], into document: inout [UInt8]) {
        var index = template.startIndex
        while index < template.endIndex, document.count < most {
            let byte = template[index]
            index += 1
            switch byte {
            case Self.number: document += number
            case open where index < template.endIndex && depth < deepest:
                let body = template[(index + 1)...]
                let end = self.end(of: body)
                repeated(body[..<end], count(template[index]), depth: depth + 1, into: &document)
                index = min(end + 1, template.endIndex)
            case open, close, divider: continue
            default: document.append(byte)
            }
        }
    }

    private static func repeated(_ body: ArraySlice<UInt8>, _ count: Int, depth: Int, into document: inout [UInt8]) {
        let parts = parts(of: body)
        for (part, content) in parts.enumerated() {
            let copies = part == 1 && parts.count > 2 ? 1 : count
            for copy in 0..<copies where document.count < most {
                let length = document.count
                expand(content, depth: depth, number: Array(String(copy).utf8), into: &document)
                if document.count == length { break }
            }
        }
    }

    /// The index of what closes the group, or of the end.
    private static func end(of body: ArraySlice<UInt8>) -> Int {
        var depth = 0
        for index in body.indices {
            if body[index] == open { depth += 1 }
            guard body[index] == close else { continue }
            if depth == 0 { return index }
            depth -= 1
        }
        return body.endIndex
    }

    private static func parts(of body: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var (parts, depth, start) = ([ArraySlice<UInt8>](), 0, body.startIndex)
        for index in body.indices {
            switch body[index] {
            case open: depth += 1
            case close: depth -= 1
            case divider where depth == 0 && parts.count < 2:
                parts.append(body[start..<index])
                start = index + 1
            default: continue
            }
        }
        return parts + [body[start...]]
    }
}
