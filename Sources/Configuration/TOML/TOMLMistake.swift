/// An error in TOML text with a suggestion, before its line and column are known: see ``TOMLError``.
struct TOMLMistake: Error, Equatable {
    var message: String
    var suggestion: String?

    init(_ message: String, _ suggestion: String? = nil) {
        self.message = message
        self.suggestion = suggestion
    }
}
