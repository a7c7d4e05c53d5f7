/// The value of the `User-Agent` field.
public enum UserAgent {
    /// `feedd/VERSION (+CONTACT)`, or `feedd/VERSION` without a contact. Characters that a header cannot have, or that would end the comment, are left out.
    public static func make(version: String, contact: String) -> String {
        let contact = contact.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F && $0 != "(" && $0 != ")" && $0 != "\\" }
        let product = "feedd/" + String(String.UnicodeScalarView(version.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }))
        return contact.isEmpty ? product : "\(product) (+\(String(String.UnicodeScalarView(contact))))"
    }
}
