/// Words that page furniture consists of, in several languages: one signal among many, never sufficient alone.
struct FurnitureWords {
    static let shared = FurnitureWords()

    private static let words = """
        copyright rights reserved cookie cookies newsletter subscribe subscriber subscribers subscription abonnieren abonnez suscribete share shares \
        sharing teilen partager compartir tweet facebook twitter whatsapp instagram telegram linkedin pinterest youtube email mail print drucken \
        imprimer comment comments commented kommentar kommentare kommentieren commentaires comentarios reply antworten login logged anmelden einloggen \
        connexion register registrieren signup privacy datenschutz impressum advertisement anzeige werbung publicidad sponsored rss feed tags \
        categories kategorie kategorien kategorier posted permalink trackback trackbacks moderated moderation republished download app javascript \
        browser required fields veröffentlicht weitere artikel related similar recommended mehr weiterlesen lesen more read latest popular trending \
        follow folgen abonnement abo donate spenden membership unsubscribe inbox terms conditions policy agb kontakt contact click klicken \
        bewerten rating votes sitemap navigation menu search suche archive archiv previous next zurück weiter vorheriger nächster bookmark \
        коментари коментар сподели реклама абонирай читайте още комментарии подписаться реклама поделиться
        """

    /// Words that accompany the names of photographers and agencies.
    private static let creditWords = """
        foto fotos photo photos photograph credit credits bild bilder image images quelle source getty shutterstock istock afp reuters dpa ap epa \
        unsplash pixabay fotolia adobestock picture alliance courtesy photographer fotograf crédit снимка фото
        """

    enum Kind: UInt8 {
        case none, furniture, credit
    }

    private let kinds: [UInt64: Kind]
    /// A bit for each possible value of a word hash's lowest 16 bits, which rejects most other words at once.
    private let filter: [UInt64]

    private init() {
        var kinds: [UInt64: Kind] = [:]
        for (list, kind) in [(Self.words, Kind.furniture), (Self.creditWords, .credit)] {
            for word in list.split(separator: " ") {
                var hash = Digest.start
                for byte in word.utf8 { hash = Digest.mix(hash, byte) }
                kinds[hash] = kind
            }
        }
        var filter = [UInt64](repeating: 0, count: 1024)
        for hash in kinds.keys { filter[Int(hash >> 6 & 1023)] |= 1 << (hash & 63) }
        self.kinds = kinds
        self.filter = filter
    }

    @inline(__always)
    func kind(_ hash: UInt64) -> Kind {
        filter[Int(truncatingIfNeeded: hash >> 6 & 1023)] & 1 << (hash & 63) == 0 ? .none : kinds[hash] ?? .none
    }
}
