/// The code that turns markup into the text that content versions are hashed over.
package enum Cleaning {
    /// Raised whenever the same document cleans to another text than before: the first sight of an item then sets its version anew, without an update.
    package static let release = 1
}
