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
    private let repeated: Int

    /// - Parameters:
    ///   - bytes: the size of the document.
    ///   - repeated: the size of what is written with each item besides it, such as the title of the feed.
    public init(documentBytes bytes: Int, repeated: Int = 0) {
        left = Self.multiple * bytes + Self.least
        self.repeated = repeated
    }

    /// Whether more was written than the document may become.
    public var isExceeded: Bool { left < 0 }

    /// Takes bytes that are written anyway.
    mutating func take(_ bytes: Int) { left -= bytes }

    /// Encodes an item, cut as far as it has to be, with a warning.
    public mutating func encode(_ item: Item, content: ContentForm = .both, in place: EncodedItem.Place = .document) -> EncodedItem {
        fit(item, content, size: \.size) { EncodedItem($0, content: content, in: place) }
    }

    /// Encodes an item: as it is, without its HTML where that is too large, and last without all but what identifies it, its title and its dates. That is
    /// taken however large it is.
    ///
    /// - Parameters:
    ///   - size: the number of bytes that an encoding of it takes, without its `id`.
    ///   - encode: encodes an item. Where it is called again, the encoding before is not used.
    mutating func fit<Encoding>(
        _ item: Item, _ content: ContentForm, size: (Encoding) -> Int, _ encode: (Item) -> Encoding
    ) -> Encoding {
        if let encoding = attempt(item, content, size, encode) ?? attempt(item.withoutMarkup, content, size, encode) { return encoding }
        let encoding = encode(item.withoutContent)
        take(size(encoding) + besides(item))
        return encoding
    }

    /// Takes the encoding of an item; nil where it is too large.
    private mutating func attempt<Encoding>(
        _ item: Item, _ content: ContentForm, _ size: (Encoding) -> Int, _ encode: (Item) -> Encoding
    ) -> Encoding? {
        // Counted before it is encoded: the buffers of a record that is too large would be, too.
        if Self.exceedsRecord(item, content) { return nil }
        let encoding = encode(item)
        let total = size(encoding) + besides(item)
        guard total <= min(left, Self.record) else { return nil }
        take(total)
        return encoding
    }

    /// What is written with an item besides its members: what is repeated, brackets and names of members, and its `id`, which may be its URL or its guid, percent-encoded (`ItemID`).
    private func besides(_ item: Item) -> Int {
        repeated + 32 + max(item.url?.utf8.count ?? 0, 3 * (item.guid?.utf8.count ?? 0))
    }

    /// Whether the texts of an item, which are nearly all of a large one, take more than a record.
    private static func exceedsRecord(_ item: Item, _ content: ContentForm) -> Bool {
        let bytes = total(item, content) { $0.utf8.count }
        if bytes <= record / JSONEscaping.mostExpansion { return false }
        return bytes > record || total(item, content, JSONEscaping.size) > record
    }

    /// The sum of the sizes of an item's texts.
    private static func total(_ item: Item, _ content: ContentForm, _ size: (String) -> Int) -> Int {
        var total = 0
        func add(_ text: String?) {
            if let text { total += size(text) }
        }
        add(item.title)
        add(item.titleHTML)
        add(item.summary)
        add(item.summaryHTML)
        if content == .both || content == .html { add(item.contentHTML) }
        if content == .both || content == .text { add(item.contentText) }
        return total
    }
}

extension Item {
    /// The item without its HTML: the text stays.
    fileprivate var withoutMarkup: Item {
        var item = self
        item.contentHTML = nil
        item.summaryHTML = nil
        item.titleHTML = nil
        item.warnings.append("The HTML of the item was left out: it would exceed the limits of an item or of its document.")
        return item
    }

    /// What identifies the item, its title and its dates.
    fileprivate var withoutContent: Item {
        var item = Item()
        item.guid = guid
        item.guidIsPermalink = guidIsPermalink
        item.url = url
        item.title = title?.limited(toBytes: 256)
        item.published = published
        item.modified = modified
        item.warnings.append("The content of the item was left out: it would exceed the limits of an item or of its document.")
        return item
    }
}
