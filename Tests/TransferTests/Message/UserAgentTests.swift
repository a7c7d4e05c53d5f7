import Testing

@testable import Transfer

@Suite("The user agent")
struct UserAgentTests {
    @Test(
        "the user agent has version and contact, without characters that could add a header field",
        arguments: [
            ("1.0", "mailto:a@example.org", "feedd/1.0 (+mailto:a@example.org)"), ("1.0", "", "feedd/1.0"),
            ("1.0", "x)\r\nX-Evil: 1 (", "feedd/1.0 (+xX-Evil:1)"), ("1.0\r\n", "\u{431}", "feedd/1.0"),
        ])
    func userAgent(version: String, contact: String, value: String) {
        #expect(UserAgent.make(version: version, contact: contact) == value)
    }
}
