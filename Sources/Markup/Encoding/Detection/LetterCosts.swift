/// How many bits the letters of a language cost in an optimal code: the negative binary logarithms of their frequencies in words that are not
/// ASCII, rounded. The frequencies were counted in short news texts that were written for this purpose; a letter of the alphabet that does not
/// occur in them has the cost of a fraction of an occurrence.
///
/// The tables of languages in the Latin alphabet list only letters that are not ASCII.
enum LetterCosts {
    /// The costs of the small letters of a language, in bits; nil for a language without a table.
    static func letters(of language: String) -> [Unicode.Scalar: Int]? {
        guard let table = tables[language] else { return nil }
        var costs: [Unicode.Scalar: Int] = [:]
        var cost = 0
        var isInNumber = false
        for scalar in table.unicodeScalars {
            if let digit = scalar.properties.numericType == .decimal ? Int(scalar.value) - 0x30 : nil, scalar.isASCII {
                cost = isInNumber ? cost * 10 + digit : digit
                isInNumber = true
            } else {
                isInNumber = false
                if scalar != " " { costs[scalar] = cost }
            }
        }
        return costs
    }

    /// For each language, a cost and the letters that have it, several times.
    private static let tables: [String: String] = [
        // Russian
        "ru": "3о 4аеилнст 5бвдкмпруыь 6жзйчюя 7гфхцшщъэё",
        // Ukrainian
        "uk": "3ао 4винрті 5деклмпсуя 6бжзйцчшьї 7гхщює 9фґ",
        // Bulgarian
        "bg": "3аеит 4но 5вдзклпрс 6бмчщъя 7гжуфхцш 8ю 9й 11ь",
        // Serbian
        "sr": "3аи 4енот 5бвдлмпрсуј 6гжзкцчшћ 7љњ 8џ 9фхђ",
        // Macedonian
        "mk": "3аеот 4вдин 5злрсу 6бгжпцшќ 7кмчј 8ѓѕљџ 10фхњ",
        // Belarusian
        "be": "3а 4днры 5веклмопстуцяіў 6бгжзйхчшьэю 8фё",
        // Greek
        "el": "3α 4εινορτ 5έίδηκμπςσυ 6άήβγθλξόύ 7ζφχωώ 9ψϊϋ 11ΐΰ",
        // Hebrew
        "he": "3הוי 4אבלרת 5דחםמנעצקש 6כןספ 7גזטךףץ",
        // Arabic
        "ar": "3ال 4ترمي 5بةدشعفقكنو 6أحذزسطهى 7ءإئثجخضغ 8آؤصظ",
        // Persian, as written with the letters of Windows-1256
        "fa": "3اي 4بتدرنهو 5زشلمک 6آسعفپچگ 7خغژ 8ئجحذصضطظق 10ءأؤةثك",
        // Thai
        "th": "4นรา่ 5กงมวสหอะัิีเ้ 6ขคจชญดตทบปยลืแใ 7ฐณถฟศษึุไ 8ฉซธผฝพภำูโ็์ 11ฃฅฆฌฎฏฑฒฤฦฬฮฯฺๅๆ๊๋ํ๎",
        // Czech
        "cs": "5áíčěš 6éýřž 7ťů 8úďň 10ó",
        // Slovak
        "sk": "5ášž 6účť 7éíôýňľ 8äďĺŕ 10ó",
        // Polish
        "pl": "4ł 5óąęż 6śź 7ćń",
        // Hungarian
        "hu": "4é 5áóő 6íöü 7úű",
        // Romanian
        "ro": "3ă 5âîşţ",
        // Croatian, Bosnian, Serbian in Latin letters
        "hr": "4ćčš 5ž 6đ",
        // Slovenian
        "sl": "3č 4šž",
        // Turkish
        "tr": "3ı 5çüğş 7ö 8â 10îû",
        // Lithuanian
        "lt": "5ąėšž 6čįūų 10ę",
        // Latvian
        "lv": "4ā 5ēī 6ņšū 7čģķļž",
        // Estonian
        "et": "4äõö 5ü 6šž",
        // Vietnamese, with the tones as combining characters
        "vi": "4\u{301} 5àêôđơư\u{300}\u{303}\u{323} 6áâă\u{309} 8í 9ùú 11ãèéìòóõý",
        // French
        "fr": "3é 5àèê 7çëîïôùûœ 10âæü",
        // German
        "de": "4ü 5ßäö",
        // Spanish
        "es": "5áíñó 6éú 7ü",
        // Portuguese
        "pt": "4ã 5áçê 6àéíô 7óõú 9âü",
        // Italian
        "it": "3à 5èù 6éìò",
        // Dutch
        "nl": "4ë 5éó 6ïöü 8èê",
        // Swedish
        "sv": "4äåö 7é 9ü",
        // Danish, Norwegian
        "da": "3å 4ø 5æ 6é 9öü",
        // Finnish
        "fi": "3ä 4ö 7å 9é",
        // Icelandic
        "is": "4ð 5íöþ 6áæóú 7ý 8é",
        // Catalan
        "ca": "5àéòú 6çèïó 7íü",
        // Names and quotations of several Western languages in one text
        "mul": "8ßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿœšž",
    ]
}
