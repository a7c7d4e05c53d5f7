/// The attributes that the tokenizer keeps. It ignores every other one.
package enum HTMLAttribute: UInt8, CaseIterable, Sendable {
    case alt, cite, `class`, cols, colspan, content, controls, dataLazySrc, dataLazySrcset, dataOriginal, dataSrc, dataSrcset, datetime, dir
    case display, height, href, hreflang, id, itemprop, lang, media, name, open, poster, property, rel, reversed, role, rowspan, scope,
        sizes
    case span, src, srcset, start, style, title, type, value, width

    /// The attribute's bit in a set of attributes (``HTMLTokenizer/present``).
    @inline(__always)
    package var bit: UInt64 { 1 &<< UInt64(rawValue) }

    /// The name in a document, in lower case.
    package var name: String {
        switch self {
        case .dataLazySrc: "data-lazy-src"
        case .dataLazySrcset: "data-lazy-srcset"
        case .dataOriginal: "data-original"
        case .dataSrc: "data-src"
        case .dataSrcset: "data-srcset"
        default: String(describing: self)
        }
    }
}
