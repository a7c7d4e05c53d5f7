/// What a compressed body unpacks to.
struct Unpacked {
    enum End {
        /// All of it, or all that arrived.
        case whole
        /// What follows is damaged.
        case damaged
        /// There is more than was asked for.
        case atLimit
    }

    var bytes: [UInt8]
    var end: End
}
