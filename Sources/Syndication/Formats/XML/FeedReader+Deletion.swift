internal import Markup

/// The element `at:deleted-entry` of a feed (RFC 6721).
extension FeedReader {
    func beginDeletion(_ attributes: XMLAttributes) -> Scope? {
        guard let ref = attributes.string("ref") else { return nil }
        var deletion = Deletion(ref: ref)
        if let when = attributes.string("when").flatMap({ DateParser.parse($0) }), !when.isUnset { deletion.when = when }
        deletions.open(deletion, at: depth)
        return .deletion
    }

    func beginInDeletion(_ tag: FeedTag, _ attributes: XMLAttributes) -> Scope? {
        switch tag {
        case .deletedBy: return openPerson()
        case .deletionComment: beginText(attributes, otherwise: .plain)
        case .link:
            if let link = atomLink(attributes)?.link { deletions.change { if $0.links.count < 256 { $0.links.append(link) } } }
        case .source: return beginOrigin(attributes)
        default: break
        }
        return nil
    }

    func endInDeletion(_ tag: FeedTag, _ text: ElementText) {
        switch tag {
        case .deletedBy: if let person = endPerson(text).first { deletions.change { $0.by = person } }
        case .deletionComment: if let line = line(text) { deletions.change { $0.comment = line } }
        case .source: if let origin = endOrigin(text) { deletions.change { $0.source = origin } }
        default: break
        }
    }

    func endDeletion() {
        guard let deletion = deletions.close(at: depth) else { return }
        if parsed.feed.deleted.count < itemLimit { parsed.feed.deleted.append(deletion) }
    }
}
