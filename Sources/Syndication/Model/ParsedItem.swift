/// An item as its document carried it. `item` is final but for what cleaning sets.
public struct ParsedItem: Sendable {
    public var item = Item()
    public var title: Text?
    public var summary: Text?
    public var content: Text?
    public var rights: Text?
    /// 64 bits over the item's content in the document (names, attributes and text of everything inside it): the same digest, the same item.
    public var digest: UInt64 = 0

    public init() {}
}
