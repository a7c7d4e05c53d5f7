/// The attributes that are read; every other is passed over.
package enum HTMLAttribute: UInt8, CaseIterable, Sendable {
    case alt, cite, `class`, cols, colspan, content, controls, dataLazySrc, dataLazySrcset, dataOriginal, dataSrc, dataSrcset, datetime, dir
    case display, height, href, hreflang, id, itemprop, lang, media, name, open, poster, property, rel, reversed, role, rowspan, scope,
        sizes
    case span, src, srcset, start, style, title, type, value, width

    /// Of a word that tells which attributes there are.
    @inline(__always)
    package var bit: UInt64 { 1 &<< UInt64(rawValue) }

    /// As it stands in a document, lower-case.
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
