/// The words of dates in the languages of feeds: months, halves of the day, and time zones.
enum DateWords {
    /// The number of a month, 1 to 12, from its name or an unambiguous abbreviation.
    ///
    /// - Parameter word: in lower case.
    static func month(_ word: String) -> Int? {
        if let month = months[word] { return month }
        if weekdays.contains(where: { word.hasPrefix($0) }) { return nil }
        // Inflected and abbreviated forms are found by their longest known prefix.
        var prefix = word
        while prefix.count > 3 {
            prefix.removeLast()
            if let month = months[prefix] { return month }
        }
        return nil
    }

    /// Whether a word means the afternoon (true) or the morning (false); nil where it means neither.
    static func halfOfDay(_ word: String) -> Bool? {
        switch word {
        case "am", "a", "오전", "上午", "午前", "πμ", "π", "öö", "de", "fm", "早上", "凌晨": false
        case "pm", "p", "오후", "下午", "午後", "μμ", "μ", "ös", "du", "em", "晚上", "中午": true
        default: nil
        }
    }

    /// The offset of a time zone in minutes east of UTC. An ambiguous name has the meaning that RFC 822 gives it, else the most frequent
    /// one in feeds.
    static func zone(_ word: String) -> Int? { zones[word] }

    private static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "uct": 0, "zulu": 0, "greenwich": 0,
        "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420, "pst": -480,
        "pdt": -420, "pt": -480, "akst": -540, "akdt": -480, "hst": -600, "hast": -600, "hadt": -540, "nst": -210, "ndt": -150, "ast": -240,
        "adt": -180, "brt": -180, "brst": -120, "art": -180, "clt": -240, "clst": -180, "cot": -300, "pet": -300, "vet": -240,
        "bst": 60, "west": 60, "cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120, "cedt": 120, "eet": 120, "eest": 180,
        "sast": 120, "cat": 120, "eat": 180, "wat": 60, "msk": 180, "msd": 240, "trt": 180, "gst": 240, "pkt": 300, "ist": 330, "npt": 345,
        "ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "awst": 480, "pht": 480, "myt": 480, "jst": 540, "kst": 540, "acst": 570,
        "acdt": 630,
        "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
        // RFC 5322, 4.3: RFC 822 defined the military letters with the wrong sign, so they are all read as UTC.
        "b": 0, "c": 0, "e": 0, "f": 0, "g": 0, "i": 0, "k": 0, "l": 0, "n": 0, "q": 0, "r": 0, "s": 0, "u": 0, "v": 0, "x": 0, "y": 0,
    ]

    /// Names of weekdays whose prefix is also that of a month.
    private static let weekdays = ["martes", "marted", "mardi", "marti", "marți", "marţi", "maandag", "dimarts", "marți"]

    private static let months: [String: Int] = {
        var table: [String: Int] = [:]
        for names in monthNames {
            for (index, name) in names.utf8.split(separator: UInt8(ascii: " ")).enumerated() {
                for form in name.split(separator: UInt8(ascii: "/")) {
                    let form = String(Substring(form))
                    if form != "x", table[form] == nil { table[form] = index + 1 }
                }
            }
        }
        return table
    }()

    /// Twelve unambiguous prefixes per line and language, variants of one month separated by `/`. `x` leaves out a word that is another
    /// month in a language with more feeds.
    private static let monthNames = [
        // English
        "jan feb mar apr may jun jul aug sep/sept oct nov dec",
        // German, Austrian
        "jän/januar/jänner/jaen feb/feber mär/maer/mrz apr mai jun jul aug sep okt nov dez",
        // French
        "janv/jan févr/fév/fevr mars avr mai juin juil/juillet août/aou/aoû sept octo/oct nov déc/dec",
        // Spanish
        "ene feb mar abr may/mayo jun jul ago sep/set oct nov dic",
        // Italian
        "gen feb mar apr mag giu lug ago set ott nov dic",
        // Portuguese
        "jan fev mar abr mai jun jul ago set out nov dez",
        // Catalan
        "gen feb març abr maig juny jul ago/agost set oct nov des",
        // Dutch
        "jan feb mrt/maart/maa apr mei jun jul aug sep okt nov dec",
        // Danish, Norwegian, Swedish
        "jan feb mars/marts apr maj/mai jun jul aug sep okt nov dec/des",
        // Finnish
        "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
        // Polish
        "sty lut mar kwi maj cze lip sie wrz paź/paz lis gru",
        // Czech
        "led/leden úno/únor/uno bře/bre dub kvě/kve čvn/červen/června/cerven/cervna čvc/červenec/července/cervenec/cervence srp zář/zar říj/rij lis pro",
        // Slovak
        "jan feb mar apr máj jún júl aug sep okt nov dec",
        // Hungarian
        "jan feb már/márc ápr máj jún júl aug szep/szept okt nov dec",
        // Romanian
        "ian feb mar apr mai iun iul aug sep oct noi/noie dec",
        // Croatian, Slovenian, Serbian (Latin)
        "sij velj ožu tra svi lipanj/lipnja srpanj/srpnja kol ruj x stu x",
        // Turkish
        "oca şub/sub mar/mart nis may haz tem ağu/agu eyl eki kas ara",
        // Russian
        "янв фев мар апр мая/май июн июл авг сен окт ноя дек",
        // Bulgarian
        "яну фев мар апр май юни юли авг сеп окт ное дек",
        // Ukrainian
        "січ лют бер кві тра чер лип сер вер жов лис гру",
        // Serbian, Macedonian (Cyrillic)
        "јан феб мар апр мај јун јул авг сеп окт нов дец",
        // Greek
        "ιαν/ιανουάριος φεβ/φεβρουάριος μαρ/μάρ απρ μαϊ/μάι/μαΐ/μαι ιουν/ιούν ιουλ/ιούλ αυγ/αύγ σεπ οκτ νοε/νοέ δεκ",
        // Indonesian, Malay
        "jan feb mar apr mei jun jul agu/agt/ogos sep okt nov des",
        // Estonian, Latvian, Lithuanian
        "jaan veebr märts/mär apr mai juuni juuli aug sept okt nov dets",
        "janv febr marts apr maijs/maij jūn jūl aug sept okt nov dec",
        "saus vas kov bal geg bir liep rugp rugs spal lapkr gruod",
        // Arabic
        "يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
        // Hebrew
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        // Hindi
        "जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
        // Thai
        "ม.ค/มกราคม ก.พ/กุมภาพันธ์ มี.ค/มีนาคม เม.ย/เมษายน พ.ค/พฤษภาคม มิ.ย/มิถุนายน ก.ค/กรกฎาคม ส.ค/สิงหาคม ก.ย/กันยายน ต.ค/ตุลาคม พ.ย/พฤศจิกายน ธ.ค/ธันวาคม",
    ]
}
