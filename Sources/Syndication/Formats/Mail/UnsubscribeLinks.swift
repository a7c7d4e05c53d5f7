import Markup

/// Removes from a newsletter the links by which its recipient would be unsubscribed: whoever follows one in the journal ends the subscription.
enum UnsubscribeLinks {
    /// What such links say, in lower case.
    private static let words = [
        "unsubscribe", "opt out", "opt-out", "abmelden", "abbestellen", "austragen", "désabonner", "desabonner", "désinscri", "desinscri",
        "darse de baja", "cancelar la suscripción", "cancelar suscripción", "anular la suscripción", "cancelar inscrição",
        "cancelar a subscrição",
        "descadastrar", "disiscriv", "annulla iscrizione", "cancellati", "uitschrijven", "afmelden", "afmeld", "avregistrera",
        "avsluta prenumeration",
        "meld deg av", "avslutt abonnement", "peruuta tilaus", "odhlásit", "odhlásiť", "wypisz", "leiratkoz", "dezabon", "отписать",
        "отпиш",
        "відписати", "odjavi", "atsisakyti", "tellimusest loobu", "abonelikten", "διαγραφή", "إلغاء الاشتراك", "הסרה", "退订", "取消订阅", "取消訂閱",
        "配信停止", "購読解除", "수신거부", "ยกเลิกการสมัคร",
    ]
    /// The text of a link is looked at as far as this, in bytes.
    private static let longestText = 200

    /// - Parameter fields: the values of `List-Unsubscribe` (RFC 2369, 3.2): URLs in angle brackets.
    static func removed(from html: String, named fields: [String]) -> String {
        let named = Set(fields.flatMap { $0.split(separator: "<").compactMap { $0.split(separator: ">").first.map(String.init) } })
        var html = html
        return html.withUTF8 { bytes in
            var output: [UInt8] = []
            var kept = 0
            var tokenizer = HTMLTokenizer(bytes)
            while true {
                let token = tokenizer.next()
                if token == .end { break }
                guard token == .startTag, tokenizer.element == .a, let href = tokenizer[.href] else { continue }
                let start = tokenizer.start
                let url = HTMLText.decodingReferences(in: String(decoding: tokenizer.slice(href), as: UTF8.self)).trimmingSpace()
                let (text, end) = content(&tokenizer)
                guard named.contains(url) || words.contains(where: text.contains) else { continue }
                output += bytes[kept..<start]
                kept = end
            }
            guard kept > 0 else { return String(decoding: bytes, as: UTF8.self) }
            output += bytes[kept...]
            return String(decoding: output, as: UTF8.self)
        }
    }

    /// The text of the link whose start tag was the last token, in lower case, and where the link ends: behind its end tag, or before the next link.
    private static func content(_ tokenizer: inout HTMLTokenizer) -> (text: String, end: Int) {
        var text: [UInt8] = []
        var end = tokenizer.end
        while true {
            switch tokenizer.next() {
            case .text:
                if text.count < longestText { text += tokenizer.slice(tokenizer.token).prefix(longestText) }
            case .endTag where tokenizer.element == .a:
                return (lowered(text), tokenizer.end)
            case .startTag where tokenizer.element == .a, .end:
                // Unclosed: the next link is not looked at.
                return (lowered(text), end)
            default: break
            }
            end = tokenizer.end
        }
    }

    private static func lowered(_ text: [UInt8]) -> String {
        HTMLText.decodingReferences(in: String(decoding: text, as: UTF8.self)).lowercased().split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
    }
}
