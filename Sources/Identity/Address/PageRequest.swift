import WebAddress

/// The article page of an item that is to be fetched.
package struct PageRequest: Sendable, Equatable {
    /// An http or https URL.
    package let url: String
    /// The host that politeness applies to.
    package let host: String

    /// nil where there is no article page to fetch: not an http or https URL, or a site's front page.
    package init?(_ url: String) {
        guard url.utf8.starts(with: "http".utf8), let canonical = CanonicalURL(url), !canonical.isFrontPage,
            let address = WebURL(url)?.withoutFragment.strictlyEncoded, address.isWeb, let host = address.hostName
        else { return nil }
        self.url = address.string
        self.host = host
    }
}
