internal import Bytes
internal import Glibc

/// One start tag of a document, read for an ``XMLSkeleton``. A well-formed tag is copied; any other is read leniently and written anew.
struct XMLTag {
    /// The greatest number of attributes and namespace declarations that are read. libxml2 compares each attribute of a tag with all others.
    static let mostAttributes = 256
    /// The greatest number of namespace declarations among them.
    static let mostDeclarations = 64

    /// The place of the qualified name.
    private(set) var name: Range<Int>
    /// The offset after the tag; nil where the document ends inside the tag.
    private(set) var end: Int?
    private(set) var isEmptyElement = false
    /// The attributes are well-formed and contain no reference, so the tag can be copied as it is.
    private(set) var isPlain = true
    /// The attributes are not well-formed.
    private(set) var isBroken = false
    /// There are more attributes, or names in the document, than are read.
    private(set) var hasSurplus = false
    /// The number of namespace declarations that are read.
    private(set) var declarations = 0
    private var attributeCount = 0
    private let declarationLimit: Int
    /// The attributes, collected only for a tag that cannot be copied.
    private var attributes: [(name: Range<Int>, value: Range<Int>)] = []

    /// A tag that is not written: its names do not count.
    init(at start: Int, _ source: DocumentBytes) {
        var names = DistinctNames()
        self.init(at: start, source, declarationLimit: Self.mostDeclarations, names: &names)
    }

    /// - Parameters:
    ///   - declarationLimit: the greatest number of namespace declarations that are read.
    ///   - names: the names of the document's attributes and namespaces.
    init(at start: Int, _ source: DocumentBytes, declarationLimit: Int, names: inout DistinctNames) {
        self.declarationLimit = declarationLimit
        var at = start + 1
        while at < source.count, Self.isName(source.base[at]) { at += 1 }
        name = (start + 1)..<at
        if !scan(from: at, source, &names, keepsAttributes: false) {
            isPlain = false
            isBroken = true
            scanLeniently(from: at, source, &names)
        } else if !isPlain {
            _ = scan(from: at, source, &names, keepsAttributes: true)
        }
    }

    /// Reads the attributes by XML's grammar (XML 1.0, 3.1).
    ///
    /// - Returns: false where they are not well-formed.
    private mutating func scan(from start: Int, _ source: DocumentBytes, _ names: inout DistinctNames, keepsAttributes: Bool) -> Bool {
        let (base, count) = (source.base, source.count)
        attributeCount = 0
        declarations = 0
        var at = start
        while true {
            let gap = at
            while at < count, base[at] <= 0x20 { at += 1 }
            guard at < count else { return true }
            if base[at] == 0x3e {
                end = at + 1
                return true
            }
            if base[at] == 0x2f {
                guard at + 1 < count else { return true }
                guard base[at + 1] == 0x3e else { return false }
                isEmptyElement = true
                end = at + 2
                return true
            }
            guard at > gap, Self.isNameStart(base[at]) else { return false }
            let from = at
            while at < count, Self.isName(base[at]) { at += 1 }
            let name = from..<at
            while at < count, base[at] <= 0x20 { at += 1 }
            guard at < count else { return true }
            guard base[at] == 0x3d else { return false }
            at += 1
            while at < count, base[at] <= 0x20 { at += 1 }
            guard at < count else { return true }
            guard base[at] == 0x22 || base[at] == 0x27 else { return false }
            guard let quote = source.next(base[at], from: at + 1) else { return source.next(0x3e, from: at) == nil }
            let value = (at + 1)..<quote
            if memchr(base + value.lowerBound, 0x3c, value.count) != nil { return false }
            if memchr(base + value.lowerBound, 0x26, value.count) != nil { isPlain = false }
            if !admits(name, value, source, &names) { isPlain = false } else if keepsAttributes { attributes.append((name, value)) }
            at = quote + 1
        }
    }

    /// Counts an attribute.
    ///
    /// - Returns: false where there are too many before it.
    @inline(__always)
    private mutating func admits(_ name: Range<Int>, _ value: Range<Int>, _ source: DocumentBytes, _ names: inout DistinctNames) -> Bool {
        attributeCount += 1
        var isAdmitted = attributeCount <= Self.mostAttributes && names.admit(source.slice(name))
        if source.base[name.lowerBound] == UInt8(ascii: "x"), source.has("xmlns", at: name.lowerBound) {
            let isRead = declarations < declarationLimit && names.admit(source.slice(value))
            if isRead { declarations += 1 } else { isAdmitted = false }
        }
        if !isAdmitted { hasSurplus = true }
        return isAdmitted
    }

    /// Reads the attributes as HTML does: values without quotes, names without values, missing quotes.
    private mutating func scanLeniently(from start: Int, _ source: DocumentBytes, _ names: inout DistinctNames) {
        let (base, count) = (source.base, source.count)
        attributes = []
        attributeCount = 0
        declarations = 0
        isEmptyElement = false
        var at = start
        while at < count {
            switch base[at] {
            case 0x3e:
                end = at + 1
                return
            case 0x3c:
                // A tag without `>` ends where the next one begins.
                end = at
                return
            case 0x2f:
                isEmptyElement = at + 1 < count && base[at + 1] == 0x3e
                at += 1
            case let byte where Self.isNameStart(byte):
                let from = at
                while at < count, Self.isName(base[at]) { at += 1 }
                let name = from..<at
                var equals = at
                while equals < count, base[equals] <= 0x20 { equals += 1 }
                guard equals < count, base[equals] == 0x3d else {
                    if admits(name, at..<at, source, &names) { attributes.append((name, at..<at)) }
                    continue
                }
                at = equals + 1
                while at < count, base[at] <= 0x20 { at += 1 }
                guard at < count else { return }
                let value = lenientValue(at: &at, source)
                if admits(name, value, source, &names) { attributes.append((name, value)) }
            default: at += 1
            }
        }
    }

    private func lenientValue(at: inout Int, _ source: DocumentBytes) -> Range<Int> {
        let (base, count) = (source.base, source.count)
        let from = at
        if base[at] == 0x22 || base[at] == 0x27 {
            let quote = source.next(base[at], from: at + 1)
            var offset = at + 1
            // A value with a `>` and then a `<` has lost its closing quote: it ends at the `>`.
            var firstGreater: Int?
            while offset < quote ?? count {
                if base[offset] == 0x3e, firstGreater == nil { firstGreater = offset }
                if base[offset] == 0x3c, let greater = firstGreater {
                    at = greater
                    return (from + 1)..<greater
                }
                offset += 1
            }
            guard let quote else {
                at = firstGreater ?? count
                return (from + 1)..<at
            }
            at = quote + 1
            return (from + 1)..<quote
        }
        while at < count, base[at] > 0x20, base[at] != 0x3e, base[at] != 0x3c {
            if base[at] == 0x2f, at + 1 < count, base[at + 1] == 0x3e { break }
            at += 1
        }
        return from..<at
    }

    /// Writes the tag as well-formed XML. Of several attributes with one name only the first is written.
    ///
    /// - Returns: the repairs in its attribute values; nil where the expansion of declared entities exceeds the budget.
    func write(
        _ source: DocumentBytes, entities: XMLEntities, budget: inout Int, into output: inout ByteBuffer
    ) -> XMLRepairs? {
        var repairs: XMLRepairs = []
        output.append(0x3c)
        output.append(source.slice(name))
        for (index, attribute) in attributes.enumerated() {
            let isRepeated = attributes[..<index].contains {
                $0.name.count == attribute.name.count
                    && memcmp(source.base + $0.name.lowerBound, source.base + attribute.name.lowerBound, attribute.name.count) == 0
            }
            if isRepeated { continue }
            output.append(0x20)
            output.append(source.slice(attribute.name))
            output.append(0x3d)
            output.append(0x22)
            var value = ByteBuffer(capacity: attribute.value.count)
            do {
                repairs.formUnion(try XMLText.decode(source.slice(attribute.value), entities: entities, budget: &budget, into: &value))
            } catch {
                return nil
            }
            for byte in value.bytes { Self.escape(byte, into: &output) }
            output.append(0x22)
        }
        if isEmptyElement { output.append(0x2f) }
        output.append(0x3e)
        return repairs
    }

    private static func escape(_ byte: UInt8, into output: inout ByteBuffer) {
        switch byte {
        case 0x22: output.append("&#34;")
        case 0x26: output.append("&#38;")
        case 0x3c: output.append("&#60;")
        case 0x09, 0x0a, 0x0d: output.append(0x20)
        default: output.append(byte)
        }
    }

    @inline(__always)
    static func isNameStart(_ byte: UInt8) -> Bool {
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte == 0x5f || byte == 0x3a || byte >= 0x80
    }

    @inline(__always)
    static func isName(_ byte: UInt8) -> Bool {
        isNameStart(byte) || byte >= 0x30 && byte <= 0x39 || byte == 0x2d || byte == 0x2e
    }
}
