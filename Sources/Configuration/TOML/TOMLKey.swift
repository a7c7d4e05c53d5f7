import Bytes

/// One part of a key: `b` in `a.b = 1` or in `[a.b]`.
struct TOMLKey: Equatable {
    var name: String
    var position: TextPosition
}

extension Collection<TOMLKey> {
    /// The dotted key as messages show it.
    var dotted: String { map(\.name.printable).joined(separator: ".") }
}
