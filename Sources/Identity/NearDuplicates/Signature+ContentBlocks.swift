extension Signature {
    /// nil for an item whose text is too short to compare.
    package init?(title: String?, _ content: ContentBlocks) {
        self.init(title: title, text: content.bytes, words: content.words)
    }
}
