/// Why a reference is left out of feedd's output.
package enum URLRefusal: Error, Hashable {
    /// Its scheme is not permitted for what the URL is for.
    case scheme(String)
    /// It is relative, and there is no URL that it could be relative to.
    case relative
    /// It is no URL.
    case malformed
    /// It is longer than ``WebURL/longest``.
    case tooLong
    /// It is relative, and the document has too many such references for the length of their base.
    case repeatedBase
}

extension URLRefusal: CustomStringConvertible {
    /// A sentence for the warnings of a feed or an item. It does not repeat the reference, which nobody should follow.
    package var description: String {
        switch self {
        case .scheme(let scheme): "A URL with the scheme “\(scheme.prefix(20))” was left out."
        case .relative: "A relative URL was left out: the document has no URL that it could be relative to."
        case .malformed: "A malformed URL was left out."
        case .tooLong: "A URL of more than \(WebURL.longest) bytes was left out."
        case .repeatedBase: "Relative URLs were left out: with their long base they would make the document many times larger."
        }
    }
}
