/// The elements of HTML, obsolete ones included, and of presentation MathML. Every other element is `unknown`.
package enum HTMLElement: UInt8, CaseIterable, Sendable {
    case unknown
    case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi, bdo, bgsound, big, blink, blockquote, body
    case br, button, canvas, caption, center, cite, code, col, colgroup, command, data, datagrid, datalist, dd, del, details, dfn, dialog,
        dir
    case div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header
    case hgroup, hr, html, i, iframe, image, img, input, ins, isindex, kbd, keygen, label, legend, li, link, listing, main, map, mark
    case marquee, menu, menuitem, meta, meter, multicol, nav, nextid, nobr, noembed, noframes, noscript, object, ol, optgroup, option
    case output, p, param, picture, plaintext, portal, pre, progress, q, rb, rp, rt, rtc, ruby, s, samp, script, search, section, select,
        slot
    case small, source, spacer, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead
    case time, title, tr, track, tt, u, ul, `var`, video, wbr, xml, xmp
    // MathML.
    case math, annotation, annotationXML, maction, menclose, merror, mfenced, mfrac, mglyph, mi, mlabeledtr, mmultiscripts, mn, mo, mover
    case mpadded, mphantom, mprescripts, mroot, mrow, ms, mspace, msqrt, mstyle, msub, msubsup, msup, mtable, mtd, mtext, mtr, munder
    case munderover, mathNone, semantics

    /// The name in a document, in lower case.
    package var name: String { Self.names[Int(rawValue)] }

    /// In the order of the cases: reflection, which could tell them, takes longer than a small feed.
    private static let names = NameList.split(
        """
        unknown a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink \
        blockquote body br button canvas caption center cite code col colgroup command data datagrid datalist dd del \
        details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 \
        h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link \
        listing main map mark marquee menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript \
        object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp \
        script search section select slot small source spacer span strike strong style sub summary sup svg table tbody \
        td template textarea tfoot th thead time title tr track tt u ul var video wbr xml xmp math annotation \
        annotation-xml maction menclose merror mfenced mfrac mglyph mi mlabeledtr mmultiscripts mn mo mover mpadded \
        mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder \
        munderover none semantics
        """)
}

extension HTMLElement {
    /// Whether it is displayed as a block of its own and not within a line.
    package var isBlock: Bool {
        switch successor.treatment {
        case .block, .unwrapBlock, .tablePart: true
        default: false
        }
    }

    /// Whether its content is not for readers: scripts, styles, form controls, and the fallback content of media elements.
    package var isUnreadable: Bool {
        switch treatment {
        case .raw, .rawIfClosed, .subtree, .voidDropped: true
        default: self == .noscript || self == .audio || self == .video || self == .canvas
        }
    }

    /// What the sanitizer does with an element.
    enum Treatment {
        /// Removes the tags and keeps the content.
        case unwrap
        /// Removes the tags and keeps the content as a paragraph of its own.
        case unwrapBlock
        /// Keeps a phrasing element.
        case inline
        /// Keeps a formatting element: where its end tag is misnested, the formatting elements inside it are closed and reopened (HTML
        /// standard, 13.2.4.3, list of active formatting elements).
        case formatting
        /// Keeps a block.
        case block
        /// Keeps the element inside a table; elsewhere removes the tags and keeps the content.
        case tablePart
        /// Keeps a void element.
        case void
        /// Removes a void element.
        case voidDropped
        /// Removes the element and its content, which is raw text. Without an end tag, the rest of the document is removed.
        case raw
        /// Removes the element and its content, which is raw text. Without an end tag, only the start tag is removed.
        case rawIfClosed
        /// Removes the element with all elements and text in it. Without an end tag, only the start tag is removed.
        case subtree
        /// Keeps the element and the elements in it, and removes the text in it: it is fallback content.
        case fallbackText
        /// Keeps the element inside `math`.
        case mathML
    }

    /// The current element that replaces an obsolete or form element; the element itself where there is none.
    @inline(__always)
    var successor: HTMLElement {
        switch self {
        case .acronym: .abbr
        case .center, .dialog, .fieldset, .form, .hgroup, .legend, .multicol, .search: .div
        case .dir, .menu: .ul
        case .image: .img
        case .listing: .pre
        default: self
        }
    }

    @inline(__always)
    var treatment: Treatment {
        switch self {
        case .unknown, .applet, .area, .blink, .canvas, .command, .data, .datagrid, .font, .label, .map, .marquee, .menuitem, .meter,
            .nobr, .noscript, .object, .output, .portal, .progress, .rb, .rtc, .slot, .xml:
            .unwrap
        case .body, .frameset, .head, .html, .plaintext,
            .optgroup,
            .option:
            .unwrapBlock
        case .abbr, .acronym, .bdi, .bdo, .cite, .del, .dfn, .ins, .kbd, .mark, .picture, .q, .rp, .rt, .ruby, .samp, .span, .sub, .sup,
            .time, .var:
            .inline
        case .a, .b, .big, .code, .em, .i, .s, .small, .strike, .strong, .tt, .u: .formatting
        case .address, .article, .aside, .blockquote, .center, .dd, .details, .dialog, .dir, .div, .fieldset, .form, .hgroup, .legend,
            .multicol, .search, .dl, .dt, .figcaption, .figure, .footer, .h1, .h2, .h3,
            .h4,
            .h5, .h6, .header, .li, .listing, .main, .menu, .nav, .ol, .p, .pre, .section, .summary, .table, .ul:
            .block
        case .caption, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr: .tablePart
        case .br, .col, .hr, .image, .img, .source, .wbr: .void
        case .base, .basefont, .bgsound, .embed, .frame, .input, .isindex, .keygen, .link, .meta, .nextid, .param, .spacer, .track:
            .voidDropped
        case .script, .style: .raw
        case .iframe, .noembed, .noframes, .textarea, .title, .xmp: .rawIfClosed
        case .button, .datalist, .select, .svg, .template, .annotation, .annotationXML: .subtree
        case .audio, .video: .fallbackText
        case .math, .maction, .menclose, .merror, .mfenced, .mfrac, .mglyph, .mi, .mlabeledtr, .mmultiscripts, .mn, .mo, .mover, .mpadded,
            .mphantom, .mprescripts, .mroot, .mrow, .ms, .mspace, .msqrt, .mstyle, .msub, .msubsup, .msup, .mtable, .mtd, .mtext, .mtr,
            .munder,
            .munderover, .mathNone, .semantics:
            .mathML
        }
    }

    /// Whether its start tag closes an open `p` element (HTML standard, 13.2.6.4.7).
    @inline(__always)
    var closesParagraph: Bool {
        switch treatment {
        case .block, .unwrapBlock: self != .optgroup && self != .option
        default: self == .hr || self == .xmp
        }
    }

    /// Whether it limits the scope in which an end tag looks for its element (HTML standard, 13.2.4.2, "has an element in scope").
    @inline(__always)
    var isBoundary: Bool {
        switch self {
        case .table, .td, .th, .caption, .math: true
        default: false
        }
    }

    package var isHeading: Bool {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }

    /// Whether it is displayed within a line.
    @inline(__always)
    var isPhrasing: Bool {
        switch treatment {
        case .unwrap, .inline, .formatting, .mathML, .fallbackText: true
        default: false
        }
    }

    /// Whether a paragraph may be a child of it.
    var holdsParagraphs: Bool {
        switch self {
        case .address, .article, .aside, .blockquote, .dd, .details, .div, .figcaption, .figure, .footer, .header, .li, .main, .nav,
            .section,
            .td, .th:
            true
        default: false
        }
    }

    /// Whether the sanitizer removes it where it has no content.
    @inline(__always)
    var isRemovedWhenEmpty: Bool {
        switch treatment {
        case .inline, .formatting: self != .rt && self != .rp
        case .block: self != .table && self != .details && self != .summary
        default: false
        }
    }
}
