import Bytes
import Configuration

/// Decides which items of a document are known, by the rules of docs/IDENTITY.md. Pure: known items are looked up through closures.
///
/// The matching is injective: at most one item of the document claims a known item, and stronger rules claim first, so that two items of
/// one document stay two.
package struct Matcher {
    /// An item of the document.
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
            /// The item's bytes equal those of the last poll, so it is this known item.
            case unchanged(item: Int64)
            case read(Facets)
            /// The item is in the document, but its content was not read and nothing is to be decided about it.
            case unread
        }
    }

    package enum Match: Sendable, Equatable {
        case unchanged(item: Int64)
        case known(item: Int64, by: Rule)
        /// The document has the same item earlier, at this index.
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
    /// For each combination of guid, URL and title (`Alias.whole`), the number of items that have it.
    private var wholes: HashedDictionary<Int>

    /// - Parameters:
    ///   - isFirst: nothing is known of the source itself yet, so that only aliases shared by all sources are looked up.
    ///   - unclaimed: the items that the source showed last, without the given ones; empty where the document may be incomplete.
    ///   - lookUp: the known items under an alias; may return only the first few.
    package init(
        _ document: [Sighting], source: Int64, trustsGuids: Bool, isFirst: Bool = false,
        unclaimed: @escaping (Set<Int64>) throws -> [KnownItem] = { _ in [] },
        lookUp: @escaping (Alias) throws -> [KnownItem]
    ) {
        self.document = document
        self.source = source
        self.trustsGuids = trustsGuids
        self.unclaimed = unclaimed
        // Cached, since several rules ask for the same alias.
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

    /// Returns one match for each item of the document, in its order. Throws what `lookUp` throws.
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

    /// The lookup keys to store for an item. For an item that is known already the text key is left out.
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

    /// The lookup key for the item's text; nil where the text is too short to identify an item. Callers do not store it on every poll: a
    /// text that is always new would add a key each time.
    package func textAlias(of facets: Facets) -> Alias? {
        guard let text = facets.text, facets.words >= Facets.tellingWords else { return nil }
        return .text(text, source: source)
    }
}

extension Matcher {
    /// Whether no other item of the document has this guid.
    package func isAlone(_ guid: Facets.GUID) -> Bool { guids.isAlone(strict: guid.strict) }

    /// Whether several items of the document share one guid.
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

    /// Marks items as repetitions where guid, URL and title all agree. Items without guids that share URL and title (a list of incidents,
    /// say) are one only if text or date agrees too, or if the URL belongs to a single article.
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

    /// URLs under which the document has items with different titles.
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

    /// Guid, URL and title are all as seen before: it is that item, whatever else changed. An item that an unchanged one has claimed
    /// already counts as well: then the document contains it twice.
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

    /// Chooses among known items without guids that agree in URL and title, by text or by date.
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
        // The relaxed hash ignores fragments and tracking parameters. Some sites distinguish articles by just those, so that title or
        // text must agree.
        return try free(.guid(guid.loose, source: source)).first { Self.isAlike($0, facets) }
    }

    private func byURL(_ facets: Facets) throws -> KnownItem? {
        guard let url = facets.url, !url.isFrontPage, urls.isAlone(strict: url.strict) else { return nil }
        let sharing = try lookUp(.url(url.strict)).filter { $0.source == source }
        if sharing.count == 1, let item = sharing.first, !claimed.contains(item.id) {
            // The item may be another one if it was known under this URL only by its relaxed hash, or before its URL changed.
            let isElsewhere = item.url != url.strict
            let saysOtherwise = trustsGuids && facets.guid.map { item.guid != 0 && item.guid != $0.strict } ?? false
            if !(isElsewhere || saysOtherwise) || Self.isAlike(item, facets) { return item }
        }
        if sharing.count > 1 { return sharing.first { !claimed.contains($0.id) && Self.isAlike($0, facets) } }
        guard urls.isAlone(loose: url.loose) else { return nil }
        return try free(.url(url.loose)).first { $0.source == source && Self.isAlike($0, facets) }
    }

    /// Title or text must agree as well: a link blog's remark and the article that it links to are two items.
    private func byURLOfAnotherSource(_ facets: Facets) throws -> KnownItem? {
        guard let url = facets.url, !url.isFrontPage, urls.isAlone(strict: url.strict), urls.isAlone(loose: url.loose) else { return nil }
        return try free(.url(url.strict)).first { $0.source != source && $0.isJournaled && Self.isAlike($0, facets) }
            ?? free(.url(url.loose)).first { $0.source != source && $0.isJournaled && Self.isAlike($0, facets) }
    }

    /// Slug and guid changed with the headline, the text stayed. Items that are still shown have been claimed by stronger rules. A text
    /// that several known items share (a podcast's boilerplate) identifies none, nor does one whose title and date both differ.
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

    /// The publisher used the guid again: URL, title and text are all different.
    private static func isAnother(_ item: KnownItem, _ facets: Facets) -> Bool {
        item.url != (facets.url?.strict ?? 0) && !isAlike(item, facets)
    }

    private static func isAlike(_ item: KnownItem, _ facets: Facets) -> Bool {
        item.title == facets.title || (item.text != 0 && item.text == facets.text)
    }
}

/// Caches lookups for one document, by alias hash.
private final class Memory {
    @exclusivity(unchecked) var items = HashedDictionary<[KnownItem]>()
}
