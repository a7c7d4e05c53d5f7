import Bytes

/// The number of bytes that may still be written for the items of a document. The output of a document is bounded by a multiple of its size: an item that
/// would exceed it loses its HTML, then its content.
public struct OutputBudget: Sendable {
    /// A text may appear twice, as HTML and as plain text, and a character may take five bytes as HTML and two as JSON.
    private static let multiple = 8
    /// For small documents, in bytes.
    private static let least = 64 << 10
    /// The greatest size of a record in bytes.
    static let record = 16 << 20

    private var left: Int

    /// - Parameter bytes: the size of the document.
    public init(documentBytes bytes: Int) {
        left = Self.multiple * bytes + Self.least
    }

    /// Whether more was written than the document may become.
    public var isExceeded: Bool { left < 0 }

    /// Takes bytes that are written anyway.
    mutating func take(_ bytes: Int) { left -= bytes }

    /// What of an item is left out.
    fileprivate enum Cut: CaseIterable {
        case nothing
        /// Its HTML: the text stays.
        case markup
        /// All but what identifies it, its title and its dates.
        case content
    }

    /// Encodes an item, cut as far as it has to be, with a warning. Where nothing is left, what is always kept is encoded nevertheless.
    public mutating func encode(_ item: Item, content: ContentForm = .both, in place: EncodedItem.Place = .document) -> EncodedItem {
        for cut in Cut.allCases {
            let item = item.without(cut)
            // Counted before it is encoded: the buffers of a record that is too large would be, too.
            if cut != .content, Self.exceedsRecord(item, content) { continue }
            let encoded = EncodedItem(item, content: content, in: place)
            guard cut == .content || encoded.size <= min(left, Self.record) else { continue }
            take(encoded.size)
            return encoded
        }
        return EncodedItem(extensionMembers: [], members: [])
    }

    /// Whether the texts of an item, which are nearly all of a large one, take more than a record.
    private static func exceedsRecord(_ item: Item, _ content: ContentForm) -> Bool {
        var texts = [item.title, item.titleHTML, item.summary, item.summaryHTML]
        if content == .both || content == .html { texts.append(item.contentHTML) }
        if content == .both || content == .text { texts.append(item.contentText) }
        let bytes = texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
        if bytes <= record / JSONEscaping.mostExpansion { return false }
        return bytes > record || texts.reduce(0) { $0 + ($1.map(JSONEscaping.size) ?? 0) } > record
    }
}

extension Item {
    fileprivate func without(_ cut: OutputBudget.Cut) -> Item {
        var item = self
        switch cut {
        case .nothing: return self
        case .markup:
            item.contentHTML = nil
            item.summaryHTML = nil
            item.titleHTML = nil
            item.warnings.append("The HTML of the item was left out: it would exceed the limits of an item or of its document.")
        case .content:
            item = Item()
            item.guid = guid
            item.guidIsPermalink = guidIsPermalink
            item.url = url
            item.title = title?.limited(toBytes: 256)
            item.published = published
            item.modified = modified
            item.warnings.append("The content of the item was left out: it would exceed the limits of an item or of its document.")
        }
        return item
    }
}
