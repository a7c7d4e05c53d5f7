/// What a compressed body unpacks to.
package struct Unpacked {
    package enum End {
        /// All of it, or all that arrived.
        case whole
        /// What follows is damaged.
        case damaged
        /// There is more than was asked for.
        case atLimit
    }

    package var bytes: [UInt8]
    package var end: End
}
