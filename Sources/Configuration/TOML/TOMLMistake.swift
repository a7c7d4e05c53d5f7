/// What is wrong with a piece of text, and what to write instead, without its place.
struct TOMLMistake: Error, Equatable {
    var message: String
    var suggestion: String?

    init(_ message: String, _ suggestion: String? = nil) {
        self.message = message
        self.suggestion = suggestion
    }
}
