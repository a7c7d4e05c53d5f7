/// Reads the qualified name of a document's first tag.
enum RootName {
    /// - Parameter document: begins with the tag.
    static func of(_ document: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var end = 1
        while end < document.count, document[end] > 0x20, document[end] != 0x3e, document[end] != 0x2f { end += 1 }
        return UnsafeBufferPointer(rebasing: document[min(1, document.count)..<min(end, document.count)])
    }
}
