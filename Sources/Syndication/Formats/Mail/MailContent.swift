import Markup

/// What a message shows: its HTML or plain text, without the parts beside it.
struct MailContent {
    /// Nil where the message has no text.
    private(set) var text: Text?
    /// The names or types of the parts that are not shown.
    private(set) var leftOut: [String] = []

    init(_ message: MailPart) {
        add(message)
    }

    private mutating func add(_ part: MailPart) {
        switch part.type.value {
        case "multipart/alternative":
            // The last form that can be shown is the richest (RFC 2046, 5.1.4); HTML is preferred wherever it stands.
            let shown = part.parts.last { Self.holds("text/html", $0) } ?? part.parts.last { Self.holds("text/plain", $0) }
            if let shown { add(shown) }
        case "multipart/related":
            // The first part is the document, the others are its images (RFC 2387), which no reader of the journal could fetch.
            let root = part.parts.first { Self.holds("text/html", $0) } ?? part.parts.first
            if let root { add(root) }
        case let type where type.hasPrefix("multipart/"):
            for inner in part.parts { add(inner) }
        case "message/rfc822" where text == nil && !part.isAttachment:
            for inner in part.parts { add(inner) }
        case "text/html" where !part.isAttachment:
            append(Text(Self.decoded(part), form: .html))
        case "text/plain" where !part.isAttachment:
            append(Text(Self.plain(part), form: .plain))
        case let type where !Self.isTechnical(type):
            leftOut.append(part.fileName ?? type)
        default: break
        }
    }

    /// A message may have several texts, one behind the other; a footer that a mailing list adds as plain text does not hide the HTML before it.
    private mutating func append(_ added: Text) {
        guard !added.value.trimmingSpace().isEmpty else { return }
        switch (text?.form, added.form) {
        case (nil, _): text = added
        case (.plain?, .plain): text?.value += "\n\n" + added.value
        case (.html?, .html): text?.value += "\n" + added.value
        case (.plain?, .html): text = added
        default: break
        }
    }

    /// Whether a part, or one within it, is shown and of this type.
    private static func holds(_ type: String, _ part: MailPart) -> Bool {
        part.type.value == type && !part.isAttachment || part.parts.contains { holds(type, $0) }
    }

    /// Parts that are left out without a warning: signatures, delivery reports, calendar entries, AMP.
    private static func isTechnical(_ type: String) -> Bool {
        ["application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/calendar", "text/x-amp-html"]
            .contains(type) || type.hasPrefix("message/delivery-status")
    }

    private static func decoded(_ part: MailPart) -> String {
        let charset = part.type["charset"].map { "; charset=\($0)" } ?? ""
        return TextDecoding.string(part.content, contentType: part.type.value + charset)
    }

    /// Plain text; where it is flowed, with the lines of a paragraph joined again (RFC 3676).
    private static func plain(_ part: MailPart) -> String {
        let text = decoded(part)
        guard part.type["format"]?.lowercased() == "flowed" else { return text }
        let deletesSpace = part.type["delsp"]?.lowercased() == "yes"
        var output = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = line.last == "\r" ? line.dropLast() : line
            // A space before a quotation mark or `From` was stuffed in.
            if line.first == " " { line = line.dropFirst() }
            let flows = line.last == " " && line != "-- "
            output += flows && deletesSpace ? line.dropLast() : line
            if !flows { output += "\n" }
        }
        return output
    }
}
