/// The decompressed form of a body.
package struct Unpacked: Sendable {
    package enum End: Sendable {
        /// It is complete.
        case whole
        /// The input ended before it was complete.
        case cut
        /// The input is damaged behind these bytes.
        case damaged
        /// There is more than the limit allows.
        case atLimit
    }

    package var bytes: [UInt8]
    package var end: End

    package init(bytes: [UInt8], end: End) {
        self.bytes = bytes
        self.end = end
    }
}
