import Bytes

/// Text that is a CDATA section after parsing: publishers escape the section itself, `&lt;![CDATA[…]]&gt;`, or put one into another.
enum WrappedCDATA {
    /// The content of the section where the whole text is one; else the text.
    static func content(of text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "<"), text.starts(withASCII: "<![CDATA["), text.hasSuffix("]]>") else { return text }
        return text.dropFirst(9).dropLast(3).trimmingSpace()
    }
}
