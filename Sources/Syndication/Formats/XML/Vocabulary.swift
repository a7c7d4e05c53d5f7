internal import Markup

/// What each element name of one document means: looked up once a name, then found by the name's interned pointers.
struct Vocabulary {
    struct Word {
        var tag: FeedTag
        /// In XHTML's namespace, or in none that feedd knows by name.
        var isXHTML: Bool
        /// A digest of namespace and local name.
        var digest: UInt64
    }

    /// Whether a prefix was used that is declared nowhere.
    private(set) var hasUndeclaredPrefix = false
    private var slots: [Slot] = Array(repeating: Slot(), count: 256)
    private var used = 0

    /// What the document's namespaces and prefixes are usually called: there are few.
    private var spaces: [Space] = []

    private struct Space {
        let namespace: UnsafePointer<UInt8>?
        let prefix: UnsafePointer<UInt8>?
        let usualPrefix: String?
    }

    private struct Slot {
        var local: UnsafePointer<UInt8>?
        var namespace: UnsafePointer<UInt8>?
        var prefix: UnsafePointer<UInt8>?
        var word = Word(tag: .other, isXHTML: false, digest: 0)
    }

    mutating func word(_ name: XMLName) -> Word {
        var index = hash(name)
        while true {
            let slot = slots[index]
            if slot.local == name.local, slot.namespace == name.namespace, slot.prefix == name.prefix { return slot.word }
            if slot.local == nil { break }
            index = (index + 1) & (slots.count - 1)
        }
        let word = read(name)
        insert(Slot(local: name.local, namespace: name.namespace, prefix: name.prefix, word: word))
        return word
    }

    private func hash(_ name: XMLName) -> Int {
        let bits = UInt(bitPattern: name.local) &* 0x9e37_79b9_7f4a_7c15 ^ UInt(bitPattern: name.prefix)
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

    private mutating func read(_ name: XMLName) -> Word {
        let local = String(cString: name.local)
        let uri = name.namespace.map { String(cString: $0) }
        let prefix = name.prefix.map { String(cString: $0) }
        if prefix != nil, uri == nil { hasUndeclaredPrefix = true }
        var digest = ItemDigest()
        digest.absorb(uri ?? prefix ?? "")
        digest.absorb(local)
        guard let space = usualPrefix(of: name, uri: uri, prefix: prefix) else {
            return Word(tag: .other, isXHTML: false, digest: digest.value)
        }
        let key = space.isEmpty ? local.lowercased() : space + ":" + local.lowercased()
        return Word(tag: FeedTag.named[key] ?? .other, isXHTML: space == "xhtml" || space.isEmpty, digest: digest.value)
    }

    private mutating func usualPrefix(of name: XMLName, uri: String?, prefix: String?) -> String? {
        if let known = spaces.first(where: { $0.namespace == name.namespace && $0.prefix == name.prefix }) { return known.usualPrefix }
        let usualPrefix = FeedNamespace.usualPrefix(uri: uri, prefix: prefix)
        if spaces.count < 32 { spaces.append(Space(namespace: name.namespace, prefix: name.prefix, usualPrefix: usualPrefix)) }
        return usualPrefix
    }
}
