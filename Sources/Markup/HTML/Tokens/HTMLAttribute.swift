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
    package var name: String { Self.names[Int(rawValue)] }

    /// In the order of the cases, as ``HTMLElement`` has them.
    private static let names = NameList.split(
        """
        alt aria-hidden cite class cols colspan content controls data data-lazy-src data-lazy-srcset data-original \
        data-src data-srcset data-videoid datetime dir display height hidden href hreflang id itemprop lang media name \
        open poster property rel reversed role rowspan scope sizes span src srcset start style title type value \
        videoid width xlink:href xlink:title
        """)
}
