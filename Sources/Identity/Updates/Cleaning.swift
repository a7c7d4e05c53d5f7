/// The code that turns markup into the text that content hashes are taken over.
package enum Cleaning {
    /// Raised whenever the same document yields other text than before: the first sight of an item then sets its content hash anew,
    /// without an update.
    package static let release = 3
}
