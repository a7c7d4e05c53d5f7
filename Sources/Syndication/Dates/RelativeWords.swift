/// The words of relative dates, in the languages of ``DateWords``.
enum RelativeWords {
    /// The length of a unit in seconds; months have 30 days, years 365.
    static func unit(_ word: String) -> Int64? {
        if let unit = units[word] { return unit }
        // Inflected forms are found by their longest known prefix of at least four letters; units of East Asian languages and Thai are followed by others.
        var prefix = word
        while prefix.count > 1 {
            prefix.removeLast()
            if let unit = units[prefix], prefix.count >= 4 || prefix.unicodeScalars.first.map({ $0.value >= 0xE00 }) == true { return unit }
        }
        return nil
    }

    /// Whether a word says that what it belongs to has passed: "ago", "vor", "назад". In East Asian languages and Thai it is the end of a word.
    static func isPast(_ word: String) -> Bool {
        past.contains(word) || pastEndings.contains { word.hasSuffix($0) && word.unicodeScalars.first.map { $0.value >= 0xE00 } == true }
    }

    /// How many days a word lies back: "today", "gestern"; nil for other words.
    static func daysBack(_ word: String) -> Int? {
        if today.contains(word) { return 0 }
        if yesterday.contains(word) { return 1 }
        return beforeYesterday.contains(word) ? 2 : nil
    }

    /// Whether a whole text says that it happens now.
    static func isNow(_ words: [String]) -> Bool { now.contains(words.joined(separator: " ")) }

    private static func words(_ list: String) -> Set<String> { Set(list.split(separator: " ").map(String.init)) }

    private static let past = words(
        """
        ago vor hace fa há ha siden sedan sitten geleden temu před pred ezelőtt órája acum prije pre önce evvel назад преди тому пред пре πριν lalu tagasi \
        pirms prieš منذ قبل לפני पहले 전 urmă
        """)

    private static let pastEndings = ["前", "以前", "之前", "전", "ที่แล้ว", "ที่ผ่านมา", "ก่อน"]

    private static let today = words(
        """
        today heute aujourd hoy oggi hoje avui vandaag idag tänään dziś dzisiaj dnes ma azi astăzi danas danes bugün сегодня днес сьогодні денес данас σήμερα \
        täna šodien šiandien اليوم היום आज วันนี้ 今天 今日 오늘
        """)

    private static let yesterday = words(
        """
        yesterday gestern hier ayer ieri ontem ahir gisteren igår eilen wczoraj včera tegnap jučer juče včeraj dün вчера вчора јуче χθες χτες kemarin semalam \
        eile vakar أمس امس אתמול เมื่อวาน เมื่อวานนี้ 昨天 昨日 어제
        """)

    private static let beforeYesterday = words(
        "vorgestern avanthier anteayer anteontem eergisteren przedwczoraj předevčírem позавчера позавчора 前天 一昨日 그저께 그제")

    private static let now: Set<String> = [
        "now", "just now", "right now", "moments ago", "a moment ago", "jetzt", "gerade eben", "soeben", "eben", "à l instant",
        "maintenant", "ahora",
        "ahora mismo", "adesso", "proprio ora", "agora", "agora mesmo", "ara mateix", "zojuist", "nu", "lige nu", "just nu", "akkurat nå",
        "juuri nyt", "teraz",
        "przed chwilą", "právě teď", "práve teraz", "most", "éppen most", "chiar acum", "upravo sada", "şimdi", "az önce", "только что",
        "сейчас", "току що",
        "сега", "щойно", "зараз", "μόλις τώρα", "τώρα", "baru saja", "الآن", "עכשיו", "अभी", "เมื่อสักครู่", "刚刚", "刚才", "たった今", "방금",
    ]

    private static let units: [String: Int64] = {
        var table: [String: Int64] = [:]
        for (seconds, list) in lists {
            for word in list.split(separator: " ") { table[String(word)] = seconds }
        }
        return table
    }()

    /// Whole words of up to three letters, and words and their beginnings from four letters on.
    private static let lists: [(Int64, String)] = [
        (
            1,
            """
            s sec secs second sek sekunde sekund seconde segundo segon secondo secondi secunde secundă másodper mp sekunt sekundi sekúnd saniye sn секунд сек \
            секун δευτερόλεπτ detik sekundes sekundž ثاني ثوان ثانية שניות सेकंड วินาที 秒 초
            """
        ),
        (
            60,
            """
            m min mins minute minuten minut minuto minuti minuter minutter minuut minuuttia minuutti minúty minút perc perce perccel perces dakika dk минут мин \
            хвилин λεπτ menit minit minūt minuč دقيق دقائق דקה דקות मिनट นาที 分钟 分鐘 分間 分 분
            """
        ),
        (
            3_600,
            """
            h hr hrs hour std stunde stunden heure hora horas hores ora ore uur uren time timer timme timmar tunti tuntia tunnin godzin godz hodin hod óra órával \
            órája oră sat sata sati ur uri ure saat sa час часа часов часове годин саат сат сата сати ώρα ώρες ساعة ساعات ساعتين jam tund tundi stund stundām valand ساع שעה שעות \
            घंटे घंटा ชั่วโมง 小时 小時 時間 时 시간
            """
        ),
        (
            86_400,
            """
            d day days tag tage tagen jour día dias días dia dies día giorno giorni dag dagen dage dagar døgn päivä pv dzień dni den dny dnů dnem deň dňami nap \
            napja nappal zi zile dan dana dneva gün день дня дней дні днів ден дни дана дан ημέρ μέρες hari päev diena dienām dien يوم أيام ايام יום ימים दिन วัน 天 日間 日 일
            """
        ),
        (
            604_800,
            """
            w wk week wochen woche semaine semana setmana settiman weken week uge uger vecka veckor uke uker viikko viikkoa tydzień tygodni týden týdny týdn týžd hét \
            hete héttel săptămân tjedan tjedna nedelj hafta недел седмиц тижд тижн недељ εβδομάδ minggu nädal nedēļ savait أسبوع اسبوع أسابيع שבוע שבועות सप्ताह हफ़्ते \
            สัปดาห์ 周 週間 星期 週 주
            """
        ),
        (
            2_592_000,
            """
            mo month monat mois mes mesos meses mese mesi mês maand måned månad kuukau miesiąc miesięc měsíc mesiac hónap luni lună mjesec mesec ay месяц месец місяц μήνα μήνες \
            bulan kuud kuu mēneš mėnes شهر أشهر اشهر חודש חודשים महीने महीना เดือน 个月 個月 ヶ月 か月 カ月 개월 달
            """
        ),
        (
            31_536_000,
            """
            y yr yrs year jahr année an ans año any anys anno anni ano anos jaar år vuosi vuotta rok roku lat lata roky lety év éve évvel godin godina let leto yıl год года лет \
            рік роки років έτος έτη χρόνια χρόνο tahun aasta gads gadiem metai metus metų سنة سنوات שנה שנים साल वर्ष ปี 年 년
            """
        ),
    ]
}
