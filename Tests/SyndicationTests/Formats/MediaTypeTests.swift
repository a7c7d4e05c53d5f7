import Testing

@testable import Syndication

@Suite("MIME types of attachments")
struct MediaTypeTests {
    @Test(
        "a type is guessed from the extension of the URL's path",
        arguments: [
            ("http://x.example/a.mp3", "audio/mpeg"), ("http://x.example/a.MP3?b=c.mp4#d.ogg", "audio/mpeg"),
            ("http://x.example/a.b/c", MediaType.unknown), ("http://x.mp3/", MediaType.unknown), ("a.mp3", MediaType.unknown),
            ("http://x.example/a?b=c.mp3", MediaType.unknown), ("http://x.example/a.unknown", MediaType.unknown),
        ])
    func guess(_ url: String, _ type: String) {
        #expect(MediaType.guess(from: url) == type)
    }

    @Test(
        "a declared type has the form of a MIME type or is a file extension",
        arguments: [("audio/mpeg", "audio/mpeg"), ("MP3", "audio/mpeg"), ("audio", nil), ("/mpeg", nil), ("a/b/c", nil), ("é/b", nil)])
    func valid(_ declared: String, _ type: String?) {
        #expect(MediaType.valid(declared) == type)
    }
}
