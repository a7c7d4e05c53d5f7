extension String {
    /// Of bytes that are UTF-8 for certain, made of such or checked before: no time goes into checking them again, which for text outside of ASCII
    /// takes longer than reading it. A debug build does.
    package init(validUTF8 bytes: UnsafeBufferPointer<UInt8>) {
        assert(String(validating: bytes, as: UTF8.self) != nil, "not UTF-8")
        self.init(copying: unsafe UTF8Span(unchecked: bytes.span))
    }
}
