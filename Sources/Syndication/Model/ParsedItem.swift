/// An item as the document has it. ``FeedNormalizer`` puts the texts into `item`.
public struct ParsedItem: Sendable {
    /// All fields except those that the normalizer sets.
    public var item = Item()
    public var title: Text?
    public var summary: Text?
    public var content: Text?
    /// JSON `content_text` beside `content_html`: the same content as plain text.
    public var contentText: String?
    public var rights: Text?
    /// The image, as far as the document names one outside of its texts.
    var image = ImageChoice()
    /// A hash of the item's content in the document: names, attributes and text of everything inside it (``StableHasher``). An item with
    /// the same digest as before has not changed.
    public var digest: UInt64 = 0

    public init() {}

    /// Offers the picture of an item of a web page.
    package mutating func offer(image url: String) { image.offer(url, as: .thumbnail) }

    /// The address of ``image``; nil without any.
    package var imageURL: String? { image.url }
}
