/// How many bytes the relative references of a document may still grow by where they are resolved. Without a limit, a document of many references would
/// become as many times its size as its base is longer than they are.
final class ReferenceBudget {
    private var left: Int

    /// - Parameter bytes: the size of the document. What links of a usual length on a usual base grow by is a small part of it.
    init(documentBytes bytes: Int) {
        left = 2 * bytes + 32_768
    }

    var isExhausted: Bool { left <= 0 }

    /// Whether a reference may become the URL.
    func admits(_ url: String, from reference: String) -> Bool {
        left -= max(0, url.utf8.count - reference.utf8.count)
        return left >= 0
    }
}
