import Bytes

/// Classifies the words in an element's `class` and `id`, by the habits of many templates in several languages.
struct ClassNames: OptionSet {
    let rawValue: UInt32

    static let article = ClassNames(rawValue: 1 << 0)
    static let body = ClassNames(rawValue: 1 << 1)
    static let comment = ClassNames(rawValue: 1 << 2)
    static let share = ClassNames(rawValue: 1 << 3)
    static let related = ClassNames(rawValue: 1 << 4)
    static let navigation = ClassNames(rawValue: 1 << 5)
    static let sidebar = ClassNames(rawValue: 1 << 6)
    static let footer = ClassNames(rawValue: 1 << 7)
    static let header = ClassNames(rawValue: 1 << 8)
    static let advertisement = ClassNames(rawValue: 1 << 9)
    static let subscribe = ClassNames(rawValue: 1 << 10)
    static let meta = ClassNames(rawValue: 1 << 11)
    static let caption = ClassNames(rawValue: 1 << 12)
    static let hidden = ClassNames(rawValue: 1 << 13)
    static let widget = ClassNames(rawValue: 1 << 14)
    static let author = ClassNames(rawValue: 1 << 15)
    static let tags = ClassNames(rawValue: 1 << 16)
    static let notice = ClassNames(rawValue: 1 << 17)
    static let title = ClassNames(rawValue: 1 << 18)
    static let lead = ClassNames(rawValue: 1 << 19)
    static let teaser = ClassNames(rawValue: 1 << 20)
    static let list = ClassNames(rawValue: 1 << 21)
    static let gallery = ClassNames(rawValue: 1 << 22)
    static let table = ClassNames(rawValue: 1 << 23)

    static let count = 24

    /// Words that must match as a whole.
    private static let words: [(ClassNames, String)] = [
        (
            .article,
            "article articles artikel articulo artikkel story post posting hentry news blogpost blogentry entry single permalink statja novost"
        ),
        (
            .body,
            "body content text txt main copy fulltext inhalt contenu contenido contents prose richtext rte paragraph articletext bodytext maintext"
        ),
        (
            .comment,
            "comment comments reply replies respond reactions disqus kommentar kommentare discussion forum fb guestbook reviews review"
        ),
        (
            .share,
            "share sharing social addthis tweet facebook twitter whatsapp linkedin pinterest telegram follow likes like email print bookmark tools actions toolbar"
        ),
        (
            .related,
            "related recommended recommendation similar more also outbrain taboola popular trending readmore latest recent mostread featured linked aehnliche mehr"
        ),
        (
            .navigation,
            "nav navigation navbar menu breadcrumb breadcrumbs pager pagination paging prev next previous tabs tab sitemap jump skip toc links link"
        ),
        (.sidebar, "sidebar side aside rail right left column secondary marginal complementary"),
        (.footer, "footer foot bottom colophon copyright legal imprint impressum disclaimer"),
        (.header, "header head masthead topbar top branding logo banner hero"),
        (
            .advertisement,
            "ad ads adv advert advertisement anzeige werbung sponsor sponsored promo promotion adsense dfp publicidad pub reklama affiliate"
        ),
        (.subscribe, "newsletter subscribe subscription signup optin paywall login register abo donate donation membership cta form"),
        (
            .meta,
            "meta metadata info byline dateline date time timestamp posted published pubdate postmeta entrymeta datum credit source credits views rating"
        ),
        (.caption, "caption captions figcaption wpcaption legend bildunterschrift photo image img picture figure media video player"),
        (.hidden, "hidden hide invisible none sr sronly screenreader noprint offscreen"),
        (.widget, "widget widgets module box block panel card portlet plugin container wrapper"),
        (.author, "author authors autor bio vcard writer profile about"),
        (.tags, "tag tags category categories topics topic keywords schlagworte cat labels label terms"),
        (.notice, "cookie cookies consent gdpr notice alert message popup modal overlay dialog warning error notification tooltip"),
        (.title, "title headline heading titel subtitle subheadline titre titulo kicker name"),
        (.lead, "lead intro summary standfirst excerpt abstract deck dek teasertext vorspann description perex"),
        (.teaser, "teaser teasers thumb thumbnail thumbnails preview snippet item items tile"),
        (.list, "list listing archive index feed stream grid loop"),
        (.gallery, "gallery slideshow carousel slider swiper lightbox"), (.table, "table data infobox"),
    ]
    /// Prefixes that are conclusive whatever follows.
    private static let beginnings: [(ClassNames, String)] = [
        (.comment, "comment kommentar disqus respond"), (.share, "share social addthis facebook twitter"),
        (.related, "related recommend similar readmore outbrain taboola"),
        (.navigation, "navig breadcrumb pagin menu"), (.sidebar, "sidebar"), (.footer, "footer copyright"),
        (.advertisement, "advert sponsor adsense"),
        (.subscribe, "newsletter subscri signup paywall"), (.article, "article artikel story blogpost"),
        (.body, "content fulltext bodytext"), (.notice, "cookie consent"),
        (.caption, "caption"), (.teaser, "teaser thumb"), (.author, "author"), (.hidden, "screenread visuallyhid"),
        (.meta, "byline postmeta entrymeta"),
    ]

    private static let wordTable: [UInt64: ClassNames] = {
        var table: [UInt64: ClassNames] = [:]
        for (names, list) in words {
            for word in list.split(separator: " ") { table[hash(Array(word.utf8)), default: []].formUnion(names) }
        }
        return table
    }()
    private static let beginningTable: [UInt64: ClassNames] = {
        var table: [UInt64: ClassNames] = [:]
        for (names, list) in beginnings {
            for word in list.split(separator: " ") { table[hash(Array(word.utf8)), default: []].formUnion(names) }
        }
        return table
    }()
    /// The lengths of the prefixes.
    private static let beginningLengths = 4...11

    private static func hash(_ word: [UInt8]) -> UInt64 {
        var hash = Digest.start
        for byte in word { hash = Digest.mix(hash, byte) }
        return hash
    }

    /// Splits a `class` or `id` into words, at every character that is not a letter and before a capital that follows a lower-case
    /// letter.
    init(_ value: UnsafeBufferPointer<UInt8>) {
        var names = ClassNames()
        var hash = Digest.start
        var length = 0
        var isBeginning = ClassNames()
        var previousIsSmall = false
        let table = Self.wordTable
        let beginnings = Self.beginningTable
        func finish() {
            if length >= 2 { names.formUnion(table[hash] ?? isBeginning) }
            hash = Digest.start
            length = 0
            isBeginning = []
        }
        for byte in value {
            let isCapital = ASCII.isCapital(byte)
            let isLetter = ASCII.isLetter(byte)
            if !isLetter || isCapital && previousIsSmall { finish() }
            previousIsSmall = isLetter && !isCapital
            guard isLetter else { continue }
            hash = Digest.mix(hash, byte | 0x20)
            length &+= 1
            if Self.beginningLengths.contains(length), let names = beginnings[hash] { isBeginning = names }
        }
        finish()
        self = names
    }

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }
}
