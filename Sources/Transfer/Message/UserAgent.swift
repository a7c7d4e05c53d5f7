/// Who asks: the value of `User-Agent`.
public enum UserAgent {
    /// `feedd/VERSION (+CONTACT)`, without the parenthesis while there is no contact. What cannot stand in a header or would end the comment is left out.
    public static func make(version: String, contact: String) -> String {
        let contact = contact.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F && $0 != "(" && $0 != ")" && $0 != "\\" }
        let product = "feedd/" + String(String.UnicodeScalarView(version.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }))
        return contact.isEmpty ? product : "\(product) (+\(String(String.UnicodeScalarView(contact))))"
    }
}
