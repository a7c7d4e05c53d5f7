import Testing

@testable import Bytes

@Suite("Percent-encoding")
struct PercentEncodingTests {
    @Test(
        "decoding keeps or refuses what is malformed",
        arguments: [
            ("plain", "plain", true), ("", "", true), ("a%20b%2fc%2F", "a b/c/", true), ("%D0%BB", "л", true), ("%25%32%35", "%25", true),
            ("%", "%", false), ("a%4", "a%4", false), ("%+4", "%+4", false), ("%-1", "%-1", false), ("% 4", "% 4", false),
            ("%zz%41", "%zzA", false),
            ("%%41", "%A", false),
        ])
    func decoding(_ text: String, _ decoded: String, _ isWellFormed: Bool) {
        let bytes = Array("<\(text)>".utf8)[1...].dropLast()
        #expect(String(decoding: PercentEncoding.decoded(bytes), as: UTF8.self) == decoded)
        #expect(PercentEncoding.strictlyDecoded(bytes) == (isWellFormed ? Array(decoded.utf8) : nil))
    }

    @Test("encoding is undone by decoding, and keeps what is to be kept")
    func encoding() {
        let text = "a b/ü?%"
        let encoded = PercentEncoding.encoded(text, keeping: PercentEncoding.isUnreserved)
        #expect(encoded == "a%20b%2F%C3%BC%3F%25")
        #expect(PercentEncoding.strictlyDecoded(Array(encoded.utf8)[...]) == Array(text.utf8))
        #expect(PercentEncoding.encoded("a-b", keeping: PercentEncoding.isUnreserved) == "a-b")
    }

    @Test(
        "unreserved characters are never encoded in the normal form, and digits are in upper case",
        arguments: [("%7euser%2f%aF", "~user%2F%AF"), ("100%", "100%"), ("%zz", "%zz"), ("a%41", "aA")])
    func normalizing(_ text: String, _ normalized: String) {
        #expect(String(decoding: PercentEncoding.normalized(text), as: UTF8.self) == normalized)
    }
}
