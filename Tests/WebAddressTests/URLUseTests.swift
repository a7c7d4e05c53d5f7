import Testing

@testable import WebAddress

@Suite("Permitted schemes")
struct URLUseTests {
    @Test(
        "links may lead to the web and to what a reader's programs open",
        arguments: ["http", "https", "mailto", "tel", "magnet", "ftp", "gemini", "xmpp", "urn"])
    func links(_ scheme: String) {
        #expect(URLUse.link.permits(scheme: scheme))
        #expect(URLUse.isPermitted(scheme: scheme))
    }

    @Test(
        "nothing runs a script, reads a file, or talks to any port",
        arguments: [
            "javascript", "vbscript", "data", "file", "about", "blob", "view-source", "gopher", "dict", "feed", "", "HTTP", "x",
        ])
    func refused(_ scheme: String) {
        for use in URLUse.allCases { #expect(!use.permits(scheme: scheme)) }
        #expect(!URLUse.isPermitted(scheme: scheme))
    }

    @Test(
        "files may be downloaded from elsewhere than the web, and pictures, players and resources load from the web alone",
        arguments: [("http", true, true), ("https", true, true), ("magnet", true, false), ("ftp", true, false), ("mailto", false, false)])
    func resources(_ scheme: String, _ isDownload: Bool, _ isLoaded: Bool) {
        #expect(URLUse.download.permits(scheme: scheme) == isDownload)
        for use in [URLUse.media, .resource, .image] { #expect(use.permits(scheme: scheme) == isLoaded) }
    }

    @Test(
        "an id that runs or reads something is told from one that only names",
        arguments: [
            ("javascript:1", "javascript"), (" Java\nScript:1", "javascript"), ("\u{1}data:,x", "data"), ("file:///x", "file"),
            ("feed:javascript:1", "feed"), ("tag:a.example,2026:1", nil), ("urn:x:1", nil), ("https://a.example/", nil),
            ("javascript", nil),
            ("yt:video:1", nil), ("x javascript:1", nil),
        ])
    func dangerous(_ id: String, _ scheme: String?) {
        #expect(URLUse.dangerousScheme(of: id) == scheme)
    }
}
