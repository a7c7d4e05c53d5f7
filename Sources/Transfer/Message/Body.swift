/// The bytes of a body. They count against the memory budget until the last reference to this object is gone.
public final class Body: Sendable {
    public let bytes: [UInt8]
    private let lease: Lease?

    public init(bytes: [UInt8] = []) {
        self.bytes = bytes
        lease = nil
    }

    init(bytes: [UInt8], lease: Lease?) {
        self.bytes = bytes
        self.lease = lease
    }
}
