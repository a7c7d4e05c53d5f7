/// A regular expression, checked and ready to be looked for. Case does not count unless it says so.
///
/// Its program is made beforehand only where it has to run on every text: of thousands of other patterns few come so far.
final class Pattern: Sendable, Equatable {
    let text: String
    let node: PatternNode
    let required: RequiredText?
    private let prepared: PatternProgram?

    /// - Throws: with an offset in `text`.
    init(_ text: String) throws(FilterError) {
        self.text = text
        node = try PatternParser.parse(text)
        required = RequiredText(node)
        prepared = required == nil ? PatternProgram(node) : nil
    }

    var program: PatternProgram { prepared ?? PatternProgram(node) }

    static func == (a: Pattern, b: Pattern) -> Bool { a === b || a.text == b.text }
}
