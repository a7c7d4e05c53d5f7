/// The first violation of TOML's rules in a document.
struct TOMLError: Error, Equatable {
    var position: TextPosition
    var message: String
    /// Where the key or table that a second definition collides with was defined first.
    var earlier: TextPosition?
    /// What to write instead.
    var suggestion: String?

    init(_ position: TextPosition, _ message: String, earlier: TextPosition? = nil, _ suggestion: String? = nil) {
        self.position = position
        self.message = message
        self.earlier = earlier
        self.suggestion = suggestion
    }
}
