/// The name of an element or attribute, as NUL-terminated UTF-8 strings.
///
/// libxml2 interns the strings in a dictionary: within one document equal names have equal pointers, so the pointers serve as a key. They
/// are valid until ``XMLStream/parse(_:entities:unnestable:into:)`` returns.
public struct XMLName {
    public let local: UnsafePointer<UInt8>
    public let prefix: UnsafePointer<UInt8>?
    /// The namespace URI; nil for a name in no namespace and for one whose prefix is not declared.
    public let namespace: UnsafePointer<UInt8>?

    @inlinable
    public init(local: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?, namespace: UnsafePointer<UInt8>?) {
        self.local = local
        self.prefix = prefix
        self.namespace = namespace
    }
}
