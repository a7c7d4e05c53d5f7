/// The attributes that the tokenizer keeps. It ignores every other one.
package enum HTMLAttribute: UInt8, CaseIterable, Sendable {
    case alt, ariaHidden, cite, `class`, cols, colspan, content, controls, data, dataLazySrc, dataLazySrcset, dataOriginal, dataSrc
    case dataSrcset, dataVideoID, datetime, dir, display, height, hidden, href, hreflang, id, itemprop, lang, media, name, open, poster
    case property, rel, reversed, role, rowspan, scope, sizes, span, src, srcset, start, style, title, type, value, videoID, width
    case xlinkHref, xlinkTitle

    /// The attribute's bit in a set of attributes (``HTMLTokenizer/present``).
    @inline(__always)
    package var bit: UInt64 { 1 &<< UInt64(rawValue) }

    /// The name in a document, in lower case.
    package var name: String {
        switch self {
        case .ariaHidden: "aria-hidden"
        case .dataLazySrc: "data-lazy-src"
        case .dataLazySrcset: "data-lazy-srcset"
        case .dataOriginal: "data-original"
        case .dataSrc: "data-src"
        case .dataSrcset: "data-srcset"
        case .dataVideoID: "data-videoid"
        case .videoID: "videoid"
        case .xlinkHref: "xlink:href"
        case .xlinkTitle: "xlink:title"
        default: String(describing: self)
        }
    }
}
