/// The decompressed form of a body.
package struct Unpacked {
    package enum End {
        /// It is complete, or its input ended early.
        case whole
        /// The input is damaged behind these bytes.
        case damaged
        /// There is more than the limit allows.
        case atLimit
    }

    package var bytes: [UInt8]
    package var end: End
}
