import Testing

@testable import Transfer

@Suite("The coding of a body")
struct ContentCodingTests {
    @Test(
        "is the list of all Content-Encoding lines together",
        arguments: [
            ([], .identity), ([""], .identity), (["Identity"], .identity),
            (["gzip"], .gzip), (["X-GZip"], .gzip),
            (["br"], .other), (["gzip, br"], .other), (["gzip", "br"], .other), (["gzip", "gzip"], .other), (["identity", "gzip"], .other),
        ] as [([String], ContentCoding)])
    func list(lines: [String], coding: ContentCoding) {
        #expect(ContentCoding(lines) == coding)
    }
}
