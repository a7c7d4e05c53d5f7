import Bytes

/// Folded text: without what two publications of the same words may differ in, which is case, quotes, dashes and white space.
///
/// Identity and content hashes compare folded text, so that typography is not a change (docs/IDENTITY.md).
package struct TextFolding: Sendable {
    /// The folded text in UTF-8: lower case, straight quotes, plain hyphens, single spaces, no invisible characters.
    package private(set) var bytes: [UInt8]
    /// Number of words, separated by white space. A character of a script that sets no spaces (Han, kana, Thai, Lao, Khmer, Burmese)
    /// counts as half a word.
    package private(set) var words: Int

    package init(_ text: String) {
        var text = text
        var words = 0
        bytes = text.withUTF8 { input in
            // No scalar folds to more bytes than it has, and white space has at least one byte.
            Array(unsafeUninitializedCapacity: input.count + TextFolder.margin) { output, count in
                var folder = TextFolder(output)
                folder.fold(input)
                count = folder.count
                words = folder.words
            }
        }
        self.words = words
    }

    /// A 64-bit hash that is the same on every machine and in every release; nil where the folded text is empty.
    package var digest: UInt64? {
        bytes.isEmpty ? nil : StableHash.hash(bytes)
    }
}
