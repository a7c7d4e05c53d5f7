/// The values in an unknown element of the format's own namespace, such as `categories` or `og`.
struct ElementGroup {
    /// The categories in the element. They are tags of the item or feed only if the element contains nothing else: a `product` with a title and
    /// categories describes something else than the item.
    var categories: [String] = []
    var hasOthers = false
    /// The absolute URL in its `url` or `link`. Where that is the item's, the element describes the item.
    var url: String?
    var description: Text?
}
