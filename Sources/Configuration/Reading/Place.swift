import Bytes

/// A place in one of the files of the configuration.
struct Place {
    var file: String
    var position: TextPosition

    /// For messages: `feedd.toml:12:1`.
    var text: String { "\(file.printable):\(position.line):\(position.column)" }
}
