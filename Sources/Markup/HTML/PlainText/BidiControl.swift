import Bytes

/// The kinds of control characters that change the direction of text (UAX #9, 2.1 to 2.5).
enum BidiControl {
    case embedding
    case embeddingEnd
    case isolate
    case isolateEnd
}

/// The embeddings, overrides and isolates that are open in a text. What is still open where the text ends would change the direction of
/// whatever a program shows after it, so it is closed there, and an end without a beginning is left out.
struct BidiBalance {
    private var open: [BidiControl] = []
    /// UAX #9 ignores what nests deeper (BD2, max_depth).
    private static let deepest = 125

    /// The number of open embeddings, overrides and isolates.
    @inline(__always)
    var count: Int { open.count }

    /// - Returns: Whether the control is to be written.
    mutating func take(_ control: BidiControl) -> Bool {
        switch control {
        case .embedding, .isolate:
            if open.count >= Self.deepest { return false }
            open.append(control)
            return true
        case .embeddingEnd:
            // It closes nothing outside of the innermost isolate.
            guard open.last == .embedding else { return false }
            open.removeLast()
            return true
        case .isolateEnd:
            // It closes the embeddings inside the isolate, too.
            guard let isolate = open.lastIndex(of: .isolate) else { return false }
            open.removeSubrange(isolate...)
            return true
        }
    }

    /// Closes what was opened after the first `count`, the innermost first.
    /// - Returns: The characters that do so.
    mutating func close(_ count: Int) -> String {
        var ends = ""
        while open.count > count, let last = open.popLast() { ends += last == .isolate ? "\u{2069}" : "\u{202C}" }
        return ends
    }
}
