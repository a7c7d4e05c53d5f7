import Bytes

/// Text with what two publications of the same words differ in taken out: case, quotes, dashes and white space.
///
/// Identity and content versions compare folded text, so that typography is no change (DESIGN.md, Identity).
package struct TextFolding: Sendable {
    /// The folded text in UTF-8: lower case, straight quotes, plain hyphens, single spaces, no invisible characters.
    package private(set) var bytes: [UInt8]
    /// Words by white space; a character of a script that writes none (Han, kana, Thai, Lao, Khmer, Burmese) counts for half a word.
    package private(set) var words: Int

    package init(_ text: String) {
        var text = text
        var words = 0
        bytes = text.withUTF8 { input in
            // No scalar folds to more bytes than it has, and a space stands for one at least.
            Array(unsafeUninitializedCapacity: input.count + TextFolder.margin) { output, count in
                var folder = TextFolder(output)
                folder.fold(input)
                count = folder.count
                words = folder.words
            }
        }
        self.words = words
    }

    /// 64 bits that are the same for the same folded text on every machine and release; nil where nothing is left.
    package var digest: UInt64? {
        bytes.isEmpty ? nil : StableHash.hash(bytes)
    }
}
