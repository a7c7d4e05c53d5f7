/// How a record names the feed that it came from.
package struct FeedReference: Sendable {
    package let title: String?
    /// Without user info; empty where the document came from a program.
    package let url: String

    package init(title: String?, url: String) {
        self.title = title
        self.url = url
    }
}
