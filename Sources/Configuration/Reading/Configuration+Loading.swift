extension Configuration {
    /// Reads the file at `path` and all that it includes.
    ///
    /// - Parameter path: `-` means standard input, whose includes and relative file URLs start from the current directory.
    /// - Throws: all diagnostics at once, warnings too, if one of them is an error: an unreadable file, text that is not TOML, an unknown
    ///   key, a value of another type or out of its range, a source that cannot be polled.
    public static func load(path: String) throws(ConfigurationError) -> Configuration {
        var reader = ConfigurationReader()
        return try reader.read(path: path)
    }
}
