/// The name of an element as the stream reports it.
///
/// The pointers are interned: in one document the same name has the same pointers, so they serve as a key. They live until the stream ends.
public struct XMLName {
    public let local: UnsafePointer<UInt8>
    public let prefix: UnsafePointer<UInt8>?
    /// Nil without a namespace, and with a prefix that no element declares.
    public let namespace: UnsafePointer<UInt8>?

    @inlinable
    public init(local: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?, namespace: UnsafePointer<UInt8>?) {
        self.local = local
        self.prefix = prefix
        self.namespace = namespace
    }
}
