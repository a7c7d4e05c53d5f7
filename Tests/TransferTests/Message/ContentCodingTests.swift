import Testing

@testable import Transfer

@Suite("The coding of a body")
struct ContentCodingTests {
    @Test(
        "is the list of all Content-Encoding lines together",
        arguments: [
            ([], .known([])), ([""], .known([])), (["Identity"], .known([])),
            (["gzip"], .known([.gzip])), (["X-GZip"], .known([.gzip])), (["identity", "gzip"], .known([.gzip])),
            (["deflate,zstd"], .known([.deflate, .zstd])), (["gzip", "gzip"], .known([.gzip, .gzip])),
            (["br"], .unknown("br")), (["gzip, BR"], .unknown("br")), (["gzip", "x"], .unknown("x")),
            (["gzip, gzip", "zstd"], .tooMany),
        ] as [([String], ContentCoding)])
    func list(lines: [String], coding: ContentCoding) {
        #expect(ContentCoding(lines) == coding)
    }

    @Test(
        "chunks are no transfer coding to refuse; anything else is",
        arguments: [(["chunked"], false), (["gzip, Chunked"], true), ([], false)])
    func transferCoding(lines: [String], isRefused: Bool) {
        #expect(ContentCoding.hasTransferCoding(lines) == isRefused)
    }
}
