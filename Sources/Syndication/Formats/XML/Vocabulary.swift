import Bytes
internal import Markup

/// A cache of the meanings of the element names of one document, keyed by the interned pointers of a name: each name is interpreted once.
struct Vocabulary {
    /// The meaning of an element name.
    struct Word {
        var tag: FeedTag
        /// Whether the element is in the namespace of RSS, Atom or CDF, or in none.
        var isOwn: Bool
        /// A digest of the namespace and the local name.
        var digest: UInt64
    }

    /// Whether the document uses a prefix that it does not declare.
    private(set) var hasUndeclaredPrefix = false
    private var slots: [Slot] = Array(repeating: Slot(), count: 256)
    private var used = 0

    /// The usual prefixes of the document's namespaces, at most 32.
    private var spaces: [Space] = []
    /// Namespaces that ``FeedNamespace`` does not know and that are taken for that of RSS.
    private var adopted: [XMLName] = []

    private struct Space {
        let namespace: UnsafePointer<UInt8>?
        let prefix: UnsafePointer<UInt8>?
        let usualPrefix: String?
    }

    private struct Slot {
        var local: UnsafePointer<UInt8>?
        var namespace: UnsafePointer<UInt8>?
        var prefix: UnsafePointer<UInt8>?
        var word = Word(tag: .other, isOwn: false, digest: 0)
    }

    /// The meaning of a name.
    mutating func word(_ name: XMLName) -> Word {
        var index = hash(name)
        while true {
            let slot = slots[index]
            if slot.local == name.local, slot.namespace == name.namespace, slot.prefix == name.prefix { return slot.word }
            if slot.local == nil { break }
            index = (index + 1) & (slots.count - 1)
        }
        let word = interpret(name)
        insert(Slot(local: name.local, namespace: name.namespace, prefix: name.prefix, word: word))
        return word
    }

    /// Takes the namespace of a name, unless it is known, for that of RSS.
    mutating func adopt(_ name: XMLName) {
        guard adopted.count < 32, !isAdopted(name) else { return }
        adopted.append(name)
        spaces = []
        slots = Array(repeating: Slot(), count: slots.count)
        used = 0
    }

    private func isAdopted(_ name: XMLName) -> Bool {
        adopted.contains { $0.namespace == name.namespace && $0.prefix == name.prefix }
    }

    private func hash(_ name: XMLName) -> Int {
        // Pointers into libxml2's dictionary differ in their lower bits alone: the last multiplication carries each difference upwards.
        let bits =
            (UInt(bitPattern: name.local) ^ UInt(bitPattern: name.prefix) &* 0xc2b2_ae3d_27d4_eb4f
                ^ UInt(bitPattern: name.namespace) &* 0x1656_67b1_9e37_79f9) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: bits >> 20) & (slots.count - 1)
    }

    private mutating func insert(_ slot: Slot) {
        if used * 2 >= slots.count {
            let old = slots
            slots = Array(repeating: Slot(), count: old.count * 2)
            for slot in old where slot.local != nil { place(slot) }
        }
        used += 1
        place(slot)
    }

    private mutating func place(_ slot: Slot) {
        guard let local = slot.local else { return }
        var index = hash(XMLName(local: local, prefix: slot.prefix, namespace: slot.namespace))
        while slots[index].local != nil { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }

    private mutating func interpret(_ name: XMLName) -> Word {
        let local = String(cString: name.local)
        let uri = name.namespace.map { String(cString: $0) }
        let prefix = name.prefix.map { String(cString: $0) }
        if prefix != nil, uri == nil { hasUndeclaredPrefix = true }
        var digest = StableHasher()
        digest.absorb(uri ?? prefix ?? "")
        digest.absorb(local)
        guard let space = usualPrefix(of: name, uri: uri, prefix: prefix) else {
            return Word(tag: .other, isOwn: false, digest: digest.value)
        }
        let key = space.isEmpty ? local.lowercased() : space + ":" + local.lowercased()
        return Word(tag: FeedTag.named[key] ?? .other, isOwn: space.isEmpty, digest: digest.value)
    }

    private mutating func usualPrefix(of name: XMLName, uri: String?, prefix: String?) -> String? {
        if let known = spaces.first(where: { $0.namespace == name.namespace && $0.prefix == name.prefix }) { return known.usualPrefix }
        let usualPrefix = FeedNamespace.usualPrefix(uri: uri, prefix: prefix) ?? (isAdopted(name) ? "" : nil)
        if spaces.count < 32 { spaces.append(Space(namespace: name.namespace, prefix: name.prefix, usualPrefix: usualPrefix)) }
        return usualPrefix
    }
}
