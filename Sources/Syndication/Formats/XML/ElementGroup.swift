/// What stands in an unknown element of the format's own namespace, such as `categories` or `og`.
struct ElementGroup {
    /// Its categories. They are tags of the item or feed only if nothing else stands in the element: a `product` with a title and
    /// categories is something else than the item.
    var categories: [String] = []
    var hasOthers = false
    /// The absolute URL in its `url` or `link`. Where that is the item's, the element describes the item.
    var url: String?
    var description: Text?
}
