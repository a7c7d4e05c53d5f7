extension String {
    /// A string of bytes that are known to be UTF-8. They are not validated again, which takes longer than reading them where they are not ASCII; debug
    /// builds do validate them.
    package init(validUTF8 bytes: UnsafeBufferPointer<UInt8>) {
        assert(String(validating: bytes, as: UTF8.self) != nil, "not UTF-8")
        self.init(copying: unsafe UTF8Span(unchecked: bytes.span))
    }
}
