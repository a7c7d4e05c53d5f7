/// The elements that HTML has or once had, and presentational MathML's; every other name is `unknown`.
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

    /// As it stands in a document, lower-case.
    package var name: String { Self.names[Int(rawValue)] }

    private static let names: [String] = allCases.map { element in
        switch element {
        case .annotationXML: "annotation-xml"
        case .mathNone: "none"
        default: String(describing: element)
        }
    }
}

extension HTMLElement {
    /// Whether it stands in lines of its own.
    package var isBlock: Bool {
        switch successor.treatment {
        case .block, .unwrapBlock, .tablePart: true
        default: false
        }
    }

    /// Whether what is inside is for programs or for those who fill in forms, not for readers.
    package var isUnreadable: Bool {
        switch treatment {
        case .raw, .rawIfClosed, .subtree, .voidDropped: true
        default: self == .noscript || self == .audio || self == .video || self == .canvas
        }
    }

    /// What becomes of an element when its document is made safe.
    enum Treatment {
        /// The tags go, what is between them stays.
        case unwrap
        /// The tags go, what is between them stays and is a paragraph of its own.
        case unwrapBlock
        /// Kept as part of a line.
        case inline
        /// Kept as part of a line, and closed and opened again where tags cross.
        case formatting
        /// Kept as a block.
        case block
        /// Kept where a table is open.
        case tablePart
        /// Kept, and has no content.
        case void
        /// Goes, and has no content.
        case voidDropped
        /// Goes with its content, which is not markup; one that is never closed takes the rest of the document with it.
        case raw
        /// Goes with its content, which is not markup; one that is never closed is ignored.
        case rawIfClosed
        /// Goes with everything in it.
        case subtree
        /// Kept with its elements, but its text is for those who cannot show it.
        case fallbackText
        /// Kept inside `math`.
        case mathML
    }

    /// The element of today that says the same.
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

    /// Whether its start tag ends an open paragraph.
    @inline(__always)
    var closesParagraph: Bool {
        switch treatment {
        case .block, .unwrapBlock: self != .optgroup && self != .option
        default: self == .hr || self == .xmp
        }
    }

    /// Whether an end tag for something outside is not looked for beyond it.
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

    /// Whether it says nothing when it is empty.
    @inline(__always)
    var isWorthlessEmpty: Bool {
        switch treatment {
        case .inline, .formatting: self != .rt && self != .rp
        case .block: self != .table && self != .details && self != .summary
        default: false
        }
    }
}
