import Bytes
import Configuration

/// Decides which of a document's items are known, by DESIGN.md's Identity rules. Pure: what is known is looked up by a closure.
///
/// Matching is injective: a known item is claimed by one item of the document at most, and stronger rules claim first, so that two items that
/// stand in one document stay two.
package struct Matcher {
    /// An item as it stands in the document.
    package struct Sighting: Sendable {
        package var guid: Facets.GUID?
        package var url: CanonicalURL?
        package var content: Content

        package init(
            guid: Facets.GUID?, url: CanonicalURL?, content: Content
        ) {
            self.guid = guid
            self.url = url
            self.content = content
        }

        package enum Content: Sendable {
            /// The source's bytes for it are those of last time: it is this known item.
            case unchanged(item: Int64)
            case read(Facets)
            /// It stands in the document, and nothing is asked of it.
            case unread
        }
    }

    package enum Match: Sendable, Equatable {
        case unchanged(item: Int64)
        case known(item: Int64, by: Rule)
        /// The same item stands in the document before, at this place.
        case repeats(Int)
        case new
    }

    package enum Rule: Sendable, Equatable { case whole, guid, url, urlOfAnotherSource, text, successor }

    package let document: [Sighting]
    package let source: Int64
    private let trustsGuids: Bool
    package let unclaimed: (Set<Int64>) throws -> [KnownItem]
    package let lookUp: (Alias) throws -> [KnownItem]
    package var matches: [Match?]
    package var claimed: Set<Int64> = []
    private var guids: Occurrences
    private var urls: Occurrences
    /// How many of the document's items have one name of all three, by `Alias.whole`.
    private var wholes: HashedDictionary<Int>

    /// - Parameters:
    ///   - isFirst: of the source itself nothing is known yet: only what sources share can be.
    ///   - unclaimed: the items that the source showed last, but for the given ones; none where the document may not show all that it would.
    ///   - lookUp: the known items under an alias; more than a handful need not be given.
    package init(
        _ document: [Sighting], source: Int64, trustsGuids: Bool, isFirst: Bool = false,
        unclaimed: @escaping (Set<Int64>) throws -> [KnownItem] = { _ in [] },
        lookUp: @escaping (Alias) throws -> [KnownItem]
    ) {
        self.document = document
        self.source = source
        self.trustsGuids = trustsGuids
        self.unclaimed = unclaimed
        // Several rules ask for the same alias.
        let memory = Memory()
        self.lookUp = { alias in
            if isFirst, !alias.isShared { return [] }
            if let items = memory.items[alias.hash] { return items }
            let items = try lookUp(alias)
            memory.items.set(items, for: alias.hash)
            return items
        }
        guids = Occurrences(capacity: document.count)
        urls = Occurrences(capacity: document.count)
        wholes = HashedDictionary(capacity: document.count)
        matches = Array(repeating: nil, count: document.count)
    }

    /// One match for each item of the document, in its order. Throws what `lookUp` throws.
    package mutating func match() throws -> [Match] {
        claimUnchanged()
        foldRepetitions()
        countOccurrences()
        try claim(by: .whole) { try $0.whole($1) }
        try claim(by: .guid) { try $0.byGUID($1) }
        try claim(by: .url) { try $0.byURL($1) }
        try claim(by: .urlOfAnotherSource) { try $0.byURLOfAnotherSource($1) }
        try claim(by: .text) { try $0.byText($1) }
        try claimSuccessors()
        return matches.map { $0 ?? .new }
    }

    /// The names that an item of the document is to be found under from now on; of one that is known, but for its text.
    package func aliases(of facets: Facets, isNew: Bool) throws -> [Alias] {
        let known = isNew ? 0 : 1
        var aliases: [Alias] = []
        var isTold = false
        if let guid = facets.guid {
            let alias = Alias.guid(guid.strict, source: source)
            aliases.append(alias)
            if guid.loose != guid.strict { aliases.append(.guid(guid.loose, source: source)) }
            isTold = try guids.isAlone(strict: guid.strict) && lookUp(alias).count <= known
        }
        if let url = facets.url, !url.isFrontPage {
            aliases.append(.url(url.strict))
            if url.loose != url.strict { aliases.append(.url(url.loose)) }
            if facets.guid == nil { isTold = try urls.isAlone(strict: url.strict) && lookUp(.url(url.strict)).count <= known }
        }
        if !isTold {
            aliases.append(.whole(facets, source: source))
            if facets.guid == nil { aliases += Alias.details(facets, source: source) }
        }
        if isNew, let alias = textAlias(of: facets) { aliases.append(alias) }
        return aliases
    }

    /// nil where the text is too short to tell anything. A text that is another on every poll would leave a name each time: who calls this sees to it
    /// that it does not.
    package func textAlias(of facets: Facets) -> Alias? {
        guard let text = facets.text, facets.words >= Facets.tellingWords else { return nil }
        return .text(text, source: source)
    }
}

extension Matcher {
    /// No other item of the document has this guid.
    package func isAlone(_ guid: Facets.GUID) -> Bool { guids.isAlone(strict: guid.strict) }

    /// Several items, and one guid for all of them.
    package var guidsAreAllAlike: Bool { guids.areAllAlike }
}

// MARK: - The rules, strongest first

extension Matcher {
    private mutating func claimUnchanged() {
        for (index, sighting) in document.enumerated() {
            guard case .unchanged(let item) = sighting.content else { continue }
            matches[index] = .unchanged(item: item)
            claimed.insert(item)
        }
    }

    /// Guid, URL and title all agree: the document says one thing twice. Of items without guids one address and one title may be all that a list
    /// of incidents has: they are one if text or date agrees, too, or if the address is an article's.
    private mutating func foldRepetitions() {
        var first = HashedDictionary<(index: Int, isDated: Bool)>(capacity: document.count)
        var details = HashedDictionary<Int>()
        let lists = addressesOfLists()
        for (index, sighting) in document.enumerated() {
            guard case .read(let facets) = sighting.content else { continue }
            let whole = Alias.whole(facets, source: source).hash
            let own = facets.guid == nil ? Alias.details(facets, source: source) : []
            if let earlier = first[whole] {
                let isArticle = facets.url.map { !$0.isFrontPage && !lists.contains($0.strict) } ?? false
                let isSame = facets.guid != nil || isArticle && !(earlier.isDated && facets.published != nil)
                if let other = isSame ? earlier.index : own.lazy.compactMap({ details[$0.hash] }).first {
                    matches[index] = .repeats(other)
                    continue
                }
            } else {
                first.set((index, facets.published != nil), for: whole)
            }
            for detail in own where details[detail.hash] == nil { details.set(index, for: detail.hash) }
            wholes.count(whole)
        }
    }

    /// Addresses under which the document has items of several titles.
    private func addressesOfLists() -> Set<UInt64> {
        var titles = HashedDictionary<UInt64>()
        var lists: Set<UInt64> = []
        for sighting in document {
            guard case .read(let facets) = sighting.content, facets.guid == nil, let url = facets.url else { continue }
            if let other = titles[url.strict], other != facets.title { lists.insert(url.strict) }
            titles.set(facets.title, for: url.strict)
        }
        return lists
    }

    private mutating func countOccurrences() {
        for (index, sighting) in document.enumerated() {
            if case .repeats = matches[index] { continue }
            if let guid = sighting.guid { guids.add(strict: guid.strict, loose: guid.loose) }
            if let url = sighting.url { urls.add(strict: url.strict, loose: url.loose) }
        }
    }

    private mutating func claim(by rule: Rule, _ find: (Matcher, Facets) throws -> KnownItem?) rethrows {
        for (index, sighting) in document.enumerated() where matches[index] == nil {
            guard case .read(let facets) = sighting.content, let item = try find(self, facets) else { continue }
            matches[index] = .known(item: item.id, by: rule)
            claimed.insert(item.id)
        }
    }

    /// Guid, URL and title as seen before: that item, whatever else changed. Also where an item that did not change claims it: then the
    /// document says it twice.
    private func whole(_ facets: Facets) throws -> KnownItem? {
        if facets.guid == nil {
            for alias in Alias.details(facets, source: source) {
                if let item = try whole(facets, under: alias) { return item }
            }
        }
        if let guid = facets.guid {
            if let item = try whole(facets, under: .guid(guid.strict, source: source)) { return item }
        } else if let url = facets.url, !url.isFrontPage {
            if let item = try whole(facets, under: .url(url.strict)) { return item }
        }
        return try whole(facets, under: .whole(facets, source: source))
    }

    private func whole(_ facets: Facets, under alias: Alias) throws -> KnownItem? {
        let alike = try lookUp(alias).filter {
            $0.source == source && $0.guid == facets.guid?.strict ?? 0 && $0.url == facets.url?.strict ?? 0 && $0.title == facets.title
        }
        return facets.guid == nil ? guidless(facets, among: alike) : alike.first
    }

    /// Of items without guids several may agree in address and title: then text or date tells which.
    private func guidless(_ facets: Facets, among alike: [KnownItem]) -> KnownItem? {
        if let item = alike.first(where: { $0.text == facets.text ?? 0 }) { return item }
        if let date = facets.published, let item = alike.first(where: { $0.published == date }) { return item }
        guard alike.count == 1, let only = alike.first, !claimed.contains(only.id) else { return nil }
        return wholes[Alias.whole(facets, source: source).hash] == 1 ? only : nil
    }

    private func byGUID(_ facets: Facets) throws -> KnownItem? {
        guard trustsGuids, let guid = facets.guid, guids.isAlone(strict: guid.strict) else { return nil }
        if let item = try free(.guid(guid.strict, source: source)).first(where: { !Self.isAnother($0, facets) }) { return item }
        guard guids.isAlone(loose: guid.loose) else { return nil }
        // The same but for a fragment or a tracking parameter: some sites tell articles apart by just that.
        return try free(.guid(guid.loose, source: source)).first { Self.isAlike($0, facets) }
    }

    private func byURL(_ facets: Facets) throws -> KnownItem? {
        guard let url = facets.url, !url.isFrontPage, urls.isAlone(strict: url.strict) else { return nil }
        let sharing = try lookUp(.url(url.strict)).filter { $0.source == source }
        if sharing.count == 1, let item = sharing.first, !claimed.contains(item.id) {
            // Known under this address by its loose form, or from before, it may be another.
            let isElsewhere = item.url != url.strict
            let saysOtherwise = trustsGuids && facets.guid.map { item.guid != 0 && item.guid != $0.strict } ?? false
            if !(isElsewhere || saysOtherwise) || Self.isAlike(item, facets) { return item }
        }
        if sharing.count > 1 { return sharing.first { !claimed.contains($0.id) && Self.isAlike($0, facets) } }
        guard urls.isAlone(loose: url.loose) else { return nil }
        return try free(.url(url.loose)).first { $0.source == source && Self.isAlike($0, facets) }
    }

    /// A link blog's remark and the article it links to are two items: title or text must agree too.
    private func byURLOfAnotherSource(_ facets: Facets) throws -> KnownItem? {
        guard let url = facets.url, !url.isFrontPage, urls.isAlone(strict: url.strict), urls.isAlone(loose: url.loose) else { return nil }
        return try free(.url(url.strict)).first { $0.source != source && $0.isJournaled && Self.isAlike($0, facets) }
            ?? free(.url(url.loose)).first { $0.source != source && $0.isJournaled && Self.isAlike($0, facets) }
    }

    /// Slug and guid changed with the headline, the text stayed. An item still shown has been claimed by a stronger rule; a text that several
    /// known items carry (a podcast's boilerplate) tells none; nor does one that is dated otherwise and titled otherwise.
    private func byText(_ facets: Facets) throws -> KnownItem? {
        guard let text = facets.text, facets.words >= Facets.tellingWords else { return nil }
        let carrying = try lookUp(.text(text, source: source))
        guard carrying.count == 1, let item = carrying.first, !claimed.contains(item.id), item.text == text else { return nil }
        guard item.title != facets.title, let published = facets.published, let before = item.published else { return item }
        return abs(published &- before) <= 24 * 60 * 60 ? item : nil
    }

    private func free(_ alias: Alias) throws -> [KnownItem] {
        try lookUp(alias).filter { !claimed.contains($0.id) }
    }

    /// Another URL, another title and another text: the guid was used again.
    private static func isAnother(_ item: KnownItem, _ facets: Facets) -> Bool {
        item.url != (facets.url?.strict ?? 0) && !isAlike(item, facets)
    }

    private static func isAlike(_ item: KnownItem, _ facets: Facets) -> Bool {
        item.title == facets.title || (item.text != 0 && item.text == facets.text)
    }
}

/// What has been looked up for one document, by the aliases' hashes.
private final class Memory {
    @exclusivity(unchecked) var items = HashedDictionary<[KnownItem]>()
}
