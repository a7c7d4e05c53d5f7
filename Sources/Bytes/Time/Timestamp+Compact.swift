extension Timestamp {
    /// For names of files, to the second: `20261122T100000Z`.
    package var compact: String {
        let text = rfc3339.prefix { $0 != "." && $0 != "Z" }
        return text.filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
