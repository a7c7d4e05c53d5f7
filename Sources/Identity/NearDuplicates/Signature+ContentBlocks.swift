extension Signature {
    /// nil for an item that says too little to be told by.
    package init?(title: String?, _ content: ContentBlocks) {
        self.init(title: title, text: content.bytes, words: content.words)
    }
}
