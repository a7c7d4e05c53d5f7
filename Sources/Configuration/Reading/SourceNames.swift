/// The names of the sources that were read so far, for finding those that are used twice or that differ only in case.
struct SourceNames {
    /// By the name in lower case: the first name and its place.
    private var first: [String: (name: String, place: Place)] = [:]
    /// Names that differ only in case from an earlier one. There are hardly ever any.
    private var variants: [String: Place] = [:]

    mutating func reserveCapacity(adding count: Int) {
        first.reserveCapacity(first.count + count)
    }

    /// Adds a name, unless it is there already.
    ///
    /// - Returns: the same name, or else the first one that differs from it only in case; nil if there is neither.
    mutating func add(_ name: String, at place: Place) -> (name: String, place: Place)? {
        let folded = name.lowercased()
        guard let earlier = first[folded] else {
            first[folded] = (name, place)
            return nil
        }
        if earlier.name == name { return earlier }
        if let same = variants[name] { return (name, same) }
        variants[name] = place
        return earlier
    }
}
