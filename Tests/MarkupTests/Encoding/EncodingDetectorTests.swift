import Glibc
import Testing

@testable import Markup

@Suite("Detection of encodings")
struct EncodingDetectorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let language: String
        let encodings: [String]
        let headline: String
        let paragraph: String

        init(_ language: String, _ encodings: [String], _ headline: String, _ paragraph: String) {
            (self.language, self.encodings, self.headline, self.paragraph) = (language, encodings, headline, paragraph)
        }

        var testDescription: String { language }
    }

    static let texts: [Row] = [
        Row(
            "ru", ["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "mac-cyrillic"],
            "Пожар на складе потушили за час",
            "Пожар на складе в южном районе города потушили за час. Никто не пострадал, сообщили спасатели. Причину возгорания выясняют эксперты, владельцы обещают возместить ущерб соседям."
        ),
        Row(
            "uk", ["windows-1251", "koi8-u"],
            "Пожежу на складі загасили за годину",
            "Пожежу на складі в південному районі міста загасили за годину. Ніхто не постраждав, повідомили рятувальники. Її причину з'ясовують експерти, власники обіцяють відшкодувати збитки."
        ),
        Row(
            "bg", ["windows-1251"],
            "Пожар в склад беше угасен за час",
            "Пожар в склад в южния квартал на града беше угасен за час. Няма пострадали, съобщиха спасителите. Причината се изяснява от вещи лица, а собствениците обещават обезщетение."
        ),
        Row(
            "sr", ["windows-1251"],
            "Пожар у складишту угашен за сат",
            "Пожар у складишту на југу града угашен је за један сат. Нема повређених, јавили су ватрогасци. Узрок утврђују вештаци, а власници обећавају да ће надокнадити штету комшијама."
        ),
        Row(
            "el", ["windows-1253", "iso-8859-7"],
            "Σβήστηκε η φωτιά στην αποθήκη",
            "Η φωτιά στην αποθήκη στα νότια της πόλης σβήστηκε μέσα σε μία ώρα. Δεν υπάρχουν τραυματίες, ανακοίνωσε η πυροσβεστική. Την αιτία εξετάζουν ειδικοί."
        ),
        Row(
            "he", ["windows-1255", "iso-8859-8"],
            "השריפה במחסן כובתה תוך שעה",
            "השריפה במחסן בדרום העיר כובתה תוך שעה. אין נפגעים, מסרו הכבאים. סיבת הדליקה נבדקת על ידי מומחים, והבעלים מבטיחים לפצות את השכנים."
        ),
        Row(
            "ar", ["windows-1256", "iso-8859-6"],
            "إخماد حريق في مستودع خلال ساعة",
            "تمكن رجال الإطفاء من إخماد حريق في مستودع جنوب المدينة خلال ساعة واحدة. ولم تقع إصابات بين السكان. ويحقق الخبراء في سبب الحريق ووعد المالكون بتعويض الجيران."
        ),
        Row(
            "fa", ["windows-1256"],
            "آتش سوزي انبار مهار شد",
            "آتش سوزي در انباري در جنوب شهر پس از يک ساعت مهار شد. به گفته آتش نشانان کسي زخمي نشد. کارشناسان علت را بررسي مي کنند."),
        Row(
            "th", ["windows-874", "tis-620"],
            "ดับเพลิงโกดังสินค้าได้ภายในหนึ่งชั่วโมง",
            "เจ้าหน้าที่ดับเพลิงที่โกดังสินค้าทางใต้ของเมืองได้ภายในหนึ่งชั่วโมง ไม่มีผู้บาดเจ็บ ผู้เชี่ยวชาญกำลังตรวจสอบสาเหตุ"),
        Row(
            "cs", ["windows-1250", "iso-8859-2"],
            "Požár skladu hasiči zvládli během hodiny",
            "Požár skladu na jižním okraji města hasiči zvládli během hodiny. Nikdo nebyl zraněn, řekl mluvčí. Příčinu vyšetřují znalci a majitelé slíbili sousedům náhradu škody."
        ),
        Row(
            "sk", ["windows-1250", "iso-8859-2"],
            "Požiar skladu hasiči zvládli za hodinu",
            "Požiar skladu na južnom okraji mesta hasiči zvládli za hodinu. Nikto nebol zranený, povedal hovorca. Príčinu vyšetrujú znalci a majitelia sľúbili susedom náhradu škody."
        ),
        Row(
            "pl", ["windows-1250", "iso-8859-2"],
            "Strażacy ugasili pożar magazynu w godzinę",
            "Strażacy ugasili pożar magazynu na południu miasta w ciągu godziny. Nikt nie został ranny, powiedział rzecznik. Przyczynę badają biegli, a właściciele obiecują sąsiadom odszkodowanie."
        ),
        Row(
            "hu", ["windows-1250", "iso-8859-2"],
            "Egy óra alatt eloltották a raktártüzet",
            "Egy óra alatt eloltották a tüzet a város déli részén álló raktárban. Senki sem sérült meg, közölték a tűzoltók. Az okot szakértők vizsgálják, a tulajdonosok kártérítést ígérnek."
        ),
        Row(
            "ro", ["windows-1250", "iso-8859-2"],
            "Incendiul de la depozit a fost stins într-o oră",
            "Incendiul de la depozitul din sudul oraşului a fost stins într-o oră. Nu există răniţi, au anunţat pompierii. Cauza este cercetată de experţi, iar proprietarii promit să plătească pagubele."
        ),
        Row(
            "hr", ["windows-1250", "iso-8859-2"],
            "Požar u skladištu ugašen za sat vremena",
            "Požar u skladištu na jugu grada ugašen je za sat vremena. Nema ozlijeđenih, priopćili su vatrogasci. Uzrok utvrđuju vještaci, a vlasnici obećavaju da će nadoknaditi štetu."
        ),
        Row(
            "sl", ["windows-1250", "iso-8859-2"],
            "Požar v skladišču pogasili v eni uri",
            "Požar v skladišču na jugu mesta so pogasili v eni uri. Nihče ni poškodovan, so sporočili gasilci. Vzrok preiskujejo izvedenci, lastniki pa obljubljajo, da bodo povrnili škodo."
        ),
        Row(
            "tr", ["windows-1254", "iso-8859-9"],
            "Depodaki yangın bir saatte söndürüldü",
            "Şehrin güneyindeki depoda çıkan yangın bir saatte söndürüldü. İtfaiyenin açıklamasına göre yaralanan olmadı. Nedeni uzmanlar araştırıyor, sahipleri komşuların zararını ödeyeceklerini söyledi."
        ),
        Row(
            "lt", ["windows-1257", "iso-8859-13"],
            "Gaisras sandėlyje užgesintas per valandą",
            "Gaisras sandėlyje pietiniame miesto pakraštyje užgesintas per valandą. Niekas nenukentėjo, pranešė ugniagesiai. Priežastį aiškinasi ekspertai, savininkai žada atlyginti žalą."
        ),
        Row(
            "lv", ["windows-1257", "iso-8859-13"],
            "Ugunsgrēks noliktavā nodzēsts stundas laikā",
            "Ugunsgrēks noliktavā pilsētas dienvidos nodzēsts stundas laikā. Neviens nav cietis, paziņoja glābēji. Cēloni pēta eksperti, un īpašnieki sola atlīdzināt kaimiņiem zaudējumus."
        ),
        Row(
            "et", ["windows-1257"],
            "Laopõleng kustutati tunniga",
            "Linna lõunaosas puhkenud laopõleng kustutati tunniga. Keegi viga ei saanud, ütlesid päästjad. Põhjust selgitavad eksperdid ja omanikud lubavad naabritele kahju hüvitada."
        ),
        Row(
            "vi", ["windows-1258"],
            "Đám cháy ở nhà kho được dập tắt sau một giờ",
            "Đám cháy ở nhà kho phía nam thành phố đã được dập tắt sau một giờ. Không có ai bị thương, lực lượng cứu hỏa cho biết. Nguyên nhân đang được các chuyên gia điều tra."
        ),
        Row(
            "fr", ["windows-1252", "macintosh", "iso-8859-15"],
            "L'incendie d'un entrepôt maîtrisé en une heure",
            "L'incendie d'un entrepôt au sud de la ville a été maîtrisé en une heure. Il n'y a pas de blessés, ont indiqué les pompiers. La cause est étudiée par des experts, et les propriétaires promettent de dédommager les voisins lésés."
        ),
        Row(
            "de", ["windows-1252", "macintosh"],
            "Brand in Lagerhaus nach einer Stunde gelöscht",
            "Der Brand in einem Lagerhaus im Süden der Stadt war nach einer Stunde gelöscht. Verletzt wurde niemand, erklärte die Feuerwehr. Die Ursache klären Gutachter, die Eigentümer wollen für die Schäden aufkommen."
        ),
        Row(
            "es", ["windows-1252"],
            "Apagan en una hora el incendio de un almacén",
            "El incendio de un almacén en el sur de la ciudad quedó apagado en una hora. No hubo heridos, según los bomberos. Los peritos investigan la causa y los dueños prometieron indemnizar a los vecinos por los daños."
        ),
        Row(
            "pt", ["windows-1252"],
            "Incêndio em armazém apagado numa hora",
            "O incêndio num armazém no sul da cidade foi apagado numa hora. Não há feridos, disseram os bombeiros. A causa está a ser investigada e os proprietários prometem indemnização aos vizinhos."
        ),
        Row(
            "it", ["windows-1252"],
            "Spento in un'ora l'incendio: la città respira",
            "L'incendio di un magazzino nel sud della città è stato spento in un'ora. Non ci sono feriti, così i pompieri. La causa sarà accertata dai periti e i proprietari pagheranno i danni alla comunità."
        ),
        Row(
            "sv", ["windows-1252"],
            "Lagerbranden släcktes på en timme",
            "Branden i ett lager i södra delen av staden släcktes på en timme. Ingen skadades, uppger räddningstjänsten. Orsaken utreds av sakkunniga och ägarna lovar grannarna ersättning."
        ),
        Row(
            "da", ["windows-1252"],
            "Lagerbrand blev slukket på en time",
            "Branden i et lager syd for byen blev slukket på en time. Ingen kom til skade, oplyser brandvæsenet. Årsagen undersøges, og ejerne lover naboerne erstatning for ødelæggelserne."
        ),
        Row(
            "fi", ["windows-1252"],
            "Varastopalo sammutettiin tunnissa, vammoilta vältyttiin",
            "Palo kaupungin eteläpuolen varastossa sammutettiin tunnissa. Kukaan ei loukkaantunut, pelastuslaitos kertoi. Syytä selvittävät asiantuntijat, ja omistajat lupaavat korvata vahingot."
        ),
        Row(
            "is", ["windows-1252"],
            "Eldur í vöruskemmu slökktur á klukkutíma",
            "Eldur í vöruskemmu í suðurhluta bæjarins var slökktur á klukkutíma. Enginn meiddist, að sögn slökkviliðs. Sérfræðingar rannsaka orsökina og eigendur lofa nágrönnum bótum."
        ),
        Row(
            "zh-cn", ["gbk", "gb18030"],
            "仓库大火一小时内被扑灭",
            "城市南部一座仓库发生大火，消防员在一小时内将其扑灭。没有人受伤。专家正在调查起火原因，业主承诺赔偿邻居的损失。"),
        Row(
            "zh-tw", ["big5"],
            "倉庫大火一小時內撲滅",
            "城市南部一座倉庫發生大火，消防員在一小時內將其撲滅。沒有人受傷。專家正在調查起火原因，業主承諾賠償鄰居的損失。"),
        Row(
            "ja", ["euc-jp", "shift_jis", "iso-2022-jp"],
            "倉庫の火事、一時間で消し止める",
            "市の南部にある倉庫で火事があり、一時間後に消し止められた。けが人はいなかったと消防が発表した。原因は専門家が調べており、持ち主は隣の人たちに弁償すると約束している。"),
        Row(
            "ko", ["windows-949", "euc-kr"],
            "창고 화재 한 시간 만에 진화",
            "도시 남쪽의 창고에서 난 불이 한 시간 만에 꺼졌다. 다친 사람은 없다고 소방서가 밝혔다. 원인은 전문가들이 조사하고 있으며 주인은 이웃에게 보상하겠다고 약속했다."),
    ]

    /// The bytes of a text in an encoding.
    private static func encode(_ text: String, _ label: String) throws -> [UInt8] {
        let encoding = try #require(CharacterEncoding(label))
        let converter = iconv_open(encoding.name, "UTF-8")
        defer { iconv_close(converter) }
        var input = Array(text.utf8).map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 4 + 16)
        let written = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (source, remaining) = (input.baseAddress, input.count)
                var (target, room) = (output.baseAddress, output.count)
                #expect(iconv(converter, &source, &remaining, &target, &room) == 0, "\(label) has all characters of: \(text)")
                iconv(converter, nil, nil, &target, &room)
                return output.count - room
            }
        }
        return output[..<written].map { UInt8(bitPattern: $0) }
    }

    private static func text(_ decoding: TextDecoding) -> String { String(decoding: decoding.bytes, as: UTF8.self) }

    @Test("a paragraph is decoded without any declaration", arguments: texts)
    func paragraph(_ row: Row) throws {
        for label in row.encodings {
            let decoding = TextDecoding(try Self.encode(row.paragraph, label), contentType: nil)
            #expect(Self.text(decoding) == row.paragraph, "\(label)")
            #expect(decoding.warnings.count == 1)
        }
    }

    @Test("a paragraph is decoded from among markup, and in a long document in which most of the text is English", arguments: texts)
    func markup(_ row: Row) throws {
        for label in row.encodings {
            for repetitions in [1, 300] {
                let english = String(repeating: "<item><title>An English headline about nothing</title></item>", count: repetitions)
                let document =
                    "<rss version=\"2.0\">\(english)<item><title>\(row.headline)</title><description>\(row.paragraph)</description></item></rss>"
                let decoding = TextDecoding(try Self.encode(document, label), contentType: "text/xml")
                #expect(Self.text(decoding) == document, "\(label)")
            }
        }
    }

    @Test("a headline alone is decoded with the language that the document declares", arguments: texts)
    func headline(_ row: Row) throws {
        for label in row.encodings {
            let document = "<channel><language>\(row.language)</language><title>\(row.headline)</title></channel>"
            let decoding = TextDecoding(try Self.encode(document, label), contentType: nil)
            #expect(Self.text(decoding) == document, "\(label)")
        }
    }

    @Test("a headline alone is decoded without a declared language too, where its encoding is no rare one", arguments: texts)
    func bareHeadline(_ row: Row) throws {
        for label in row.encodings where !label.hasPrefix("mac") {
            let decoding = TextDecoding(try Self.encode(row.headline, label), contentType: nil)
            #expect(Self.text(decoding) == row.headline, "\(label)")
        }
    }

    @Test(
        "a few characters in English or in another Western language are Windows-1252",
        arguments: ["Café – 5 €", "“Smart” quotes — don’t", "naïve", "Zoë Müller & señor Åsa", "£5 or 20 °C ©", "résumé", "Ö", "Smith’s"])
    func western(_ text: String) throws {
        #expect(Self.text(TextDecoding(try Self.encode(text, "windows-1252"), contentType: nil)) == text)
    }

    @Test("a true declaration is never overruled", arguments: texts)
    func declared(_ row: Row) throws {
        for label in row.encodings {
            let encoding = try #require(CharacterEncoding(label))
            for text in [row.headline, row.paragraph, row.paragraph.uppercased()] where label != "iso-8859-8" || !text.contains("“") {
                let bytes = try Self.encode(text, label)
                #expect(EncodingDetector.encoding(of: bytes, declared: encoding, language: nil) == nil, "\(label): \(text)")
            }
        }
    }

    @Test(
        "a declaration in which a text makes no sense is overruled",
        arguments: [
            ("ru", "windows-1251", "iso-8859-1"), ("bg", "windows-1251", "windows-1252"), ("el", "windows-1253", "iso-8859-1"),
            ("ko", "euc-kr", "iso-8859-1"),
            ("ja", "shift_jis", "windows-1252"), ("ru", "ibm866", "windows-1251"), ("th", "windows-874", "iso-8859-1"),
            ("he", "windows-1255", "iso-8859-1"),
        ])
    func wrong(_ language: String, _ actual: String, _ declared: String) throws {
        let row = try #require(Self.texts.first { $0.language == language })
        let decoding = TextDecoding(try Self.encode(row.paragraph, actual), contentType: "text/xml; charset=\(declared)")
        #expect(Self.text(decoding) == row.paragraph)
        #expect(decoding.warnings.count == 1)
    }

    @Test(
        "a false declaration in a short text is believed",
        arguments: [("ru", "windows-1251", "koi8-r"), ("pl", "iso-8859-2", "iso-8859-1")])
    func short(_ language: String, _ actual: String, _ declared: String) throws {
        let row = try #require(Self.texts.first { $0.language == language })
        let bytes = try Self.encode(String(row.headline.prefix(16)), actual)
        #expect(TextDecoding(bytes, contentType: "text/xml; charset=\(declared)").encoding == CharacterEncoding(declared)?.name)
    }

    @Test("of a long document, the sample is taken from all of its text")
    func sample() {
        var document: [UInt8] = []
        for letter: UInt8 in [0xE9, 0xF1] {
            for _ in 0..<10_000 { document += [letter, letter, 0x20] }
        }
        let sample = HighByteSample(document)
        #expect(sample.bytes.contains(0xE9))
        #expect(sample.bytes.contains(0xF1))
        #expect(sample.bytes.count <= 8_192)
    }

    @Test("a capital within a word is less probable than at its beginning, and a word in capitals more than one in both")
    func capitals() throws {
        let encoding = try #require(CharacterEncoding("windows-1251"))
        let ascii = (0..<0x80).map { Unicode.Scalar(UInt8($0)) }
        let letters = (0..<0x40).map { Unicode.Scalar(UInt32(0x410 + $0)) }
        let russian: [Unicode.Scalar?] = ascii + Array(repeating: nil, count: 0x40) + letters
        let hypothesis = try #require(SingleByteHypothesis(encoding, characters: russian, language: "ru", prior: 0))
        // The same letters: `Слон`, `слОн` and `СЛОН`.
        let (atBeginning, within) = (hypothesis.cost(of: [0xD1, 0xEB, 0xEE, 0xED]), hypothesis.cost(of: [0xF1, 0xEB, 0xCE, 0xED]))
        #expect(atBeginning < within)
        #expect(hypothesis.cost(of: [0xD1, 0xCB, 0xCE, 0xCD]) < within)
    }

    @Test("frequent characters of East Asian languages are more probable than others of the same part of the character set")
    func ideographs() throws {
        let hypothesis = try #require(MultibyteHypothesis("gb18030", .gb18030, .simplifiedChinese, prior: 0))
        // The first is the most frequent one; the second is the word for iodine.
        #expect(hypothesis.cost(of: [0xB5, 0xC4]) < hypothesis.cost(of: [0xB5, 0xE2]))
    }

    @Test(
        "the declared language is that of the document, of the feed or of the page",
        arguments: [
            ("<?xml version='1.0'?><rss xml:lang='cs'>", "cs"), ("<channel><language> <![CDATA[pt-BR]]></language>", "pt-BR"),
            ("<dc:language>uk</dc:language>", "uk"),
            ("{\"title\": \"a\", \"language\" : \"zh-TW\"}", "zh-TW"), ("<!DOCTYPE html><html class=a lang=\"tr\">", "tr"),
            ("<html><body lang='tr'>", nil),
            ("<meta http-equiv=\"Content-Language\" content=\"ko\">", "ko"), ("<language>en-us</language>", nil),
            ("<rss xml:lang='en'><language>bg</language>", "bg"),
            ("<language></language>", nil), ("<language>x</language>", nil), ("", nil),
        ])
    func language(_ document: String, _ expected: String?) {
        #expect(LanguageEvidence.declaredLanguage(in: Array(document.utf8)) == expected)
    }
}
