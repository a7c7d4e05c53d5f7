import Testing

@testable import Transfer

@Suite("Headers of responses")
struct HeadersTests {
    @Test("fields are found by name in any case, with folded lines joined, and without the status line")
    func headers() {
        let text = "HTTP/1.1 200 O: K\r\nA: 1\r\na:\t 2 \r\nFolded: x\r\n  y\r\n\tz\r\nEmpty:\r\nno colon\r\n: nameless\r\nLast: caf\u{E9}"
        let headers = Headers(bytes: [UInt8](latin1: text) ?? [])
        #expect(headers["a"] == "1")
        #expect(headers.values("A") == ["1", "2"])
        #expect(headers["FOLDED"] == "x y z")
        #expect(headers["empty"] == "")
        #expect(headers["last"] == "caf\u{E9}")
        #expect(headers["HTTP/1.1 200 O"] == nil)
        #expect(headers["absent"] == nil)
        #expect(headers.fields.map(\.name) == ["A", "a", "Folded", "Empty", "", "Last"])
        #expect(Headers(headers.fields).fields == headers.fields)
        #expect(Headers(bytes: []).fields.isEmpty)
        #expect(Headers().validators.isEmpty)
    }

    @Test("validators are those that are not empty, as they were received")
    func validators() {
        let headers = Headers(bytes: Array("HTTP/1.1 200 OK\r\nETag: W/\"1\"\r\nLast-Modified:\r\n\r\n".utf8))
        #expect(headers.validators == Validators(etag: "W/\"1\"", lastModified: nil))
        #expect(Headers([HeaderField(name: "etag", value: "")]).validators.isEmpty)
    }
}
