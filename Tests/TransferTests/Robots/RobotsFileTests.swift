import TestSupport
import Testing

@testable import Transfer

/// The cases follow RFC 9309 and the tests of Google's parser (https://github.com/google/robotstxt).
@Suite("What a robots.txt allows")
struct RobotsFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let says: String
        let file: String
        var token = "FooBot"
        var allowed: [String] = []
        var forbidden: [String] = []
        var testDescription: String { says }
    }

    static let groups = """
        allow: /foo/bar/

        user-agent: FooBot
        disallow: /
        allow: /x/
        user-agent: BarBot
        disallow: /
        allow: /y/


        allow: /w/
        user-agent: BazBot

        user-agent: FooBot
        allow: /z/
        disallow: /
        """

    static let rfcExample = """
        User-Agent: *
        Disallow: *.gif$
        Disallow: /example/
        Allow: /publications/

        User-Agent: foobot
        Disallow:/
        Allow:/example/page.html
        Allow:/example/allowed.gif

        User-Agent: barbot
        User-Agent: bazbot
        Disallow: /example/page.html

        User-Agent: quxbot
        """

    static let cases: [Case] = [
        Case(says: "an empty file allows everything", file: "", allowed: ["/", "/x"]),
        Case(says: "a file of other things allows everything", file: "foo: FooBot\nbar: /\n<html>", allowed: ["/x/y"]),
        Case(says: "a forgotten colon is read", file: "user-agent FooBot\ndisallow /\n", forbidden: ["/x/y"]),
        Case(says: "two words that forgot more are not", file: "user-agent: FooBot\ndisallow / and more\n", allowed: ["/x"]),
        Case(
            says: "groups of the same token hold together, a rule before the first group is none", file: groups, allowed: ["/x/b", "/z/d"],
            forbidden: ["/y/c", "/w/a", "/foo/bar/"]),
        Case(
            says: "blank lines end no group", file: groups, token: "BarBot", allowed: ["/y/c", "/w/a"], forbidden: ["/z/d", "/foo/bar/"]),
        Case(
            says: "several user-agent lines begin one group", file: groups, token: "BazBot", allowed: ["/z/d"],
            forbidden: ["/x/b", "/y/c", "/foo/bar/"]),
        Case(
            says: "a sitemap between user-agent lines ends no group",
            file: "User-agent: BarBot\nSitemap: https://foo.bar/sitemap\nUser-agent: *\nDisallow: /\n", token: "BarBot",
            forbidden: ["/"]),
        Case(
            says: "nor does an unknown line", file: "User-agent: FooBot\nInvalid-Unknown-Line: unknown\nUser-agent: *\nDisallow: /\n",
            forbidden: ["/"]),
        Case(says: "keys in upper case", file: "USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /\n", allowed: ["/x/y"], forbidden: ["/a/b"]),
        Case(says: "keys in both", file: "uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n", allowed: ["/x/y"], forbidden: ["/a/b"]),
        Case(says: "a token in any case", file: "User-Agent: FOO BAR\nAllow: /x/\nDisallow: /\n", token: "Foo", forbidden: ["/a/b"]),
        Case(says: "a token up to its version", file: "User-Agent: foobot/2.1\nDisallow: /\n", forbidden: ["/a"]),
        Case(says: "a longer token is another's", file: "User-Agent: FooBotImage\nDisallow: /\n", allowed: ["/a"]),
        Case(says: "a star with something behind it is a star", file: "User-Agent: * baz\nDisallow: /\n", forbidden: ["/a"]),
        Case(
            says: "a token counts up to the first space",
            file: "User-Agent: *\nDisallow: /\nUser-Agent: FooBot Bar\nAllow: /x/\nDisallow: /\n", allowed: ["/x/y"], forbidden: ["/y"]),
        Case(
            says: "the own group goes before the star's", file: "user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n",
            forbidden: ["/x"]),
        Case(
            says: "the star's holds for all others", file: "user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n", token: "BarBot",
            allowed: ["/x"]),
        Case(
            says: "groups of others say nothing",
            file: "user-agent: FooBot\nallow: /\nuser-agent: BarBot\ndisallow: /\nuser-agent: BazBot\ndisallow: /\n", token: "QuxBot",
            allowed: ["/x"]),
        Case(
            says: "an own group without rules allows everything",
            file: "User-agent: *\nDisallow: /\nUser-agent: FooBot\n\nUser-agent: X\nDisallow:",
            allowed: ["/x"]),
        Case(says: "paths are case-sensitive", file: "user-agent: FooBot\ndisallow: /X/\n", allowed: ["/x/y"], forbidden: ["/X/y"]),
        Case(
            says: "the longest match forbids", file: "user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/\n", allowed: ["/x/"],
            forbidden: ["/x/page.html"]),
        Case(
            says: "the longest match allows", file: "user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n", allowed: ["/x/page.html"],
            forbidden: ["/x/"]),
        Case(says: "rules without a path are none", file: "user-agent: FooBot\ndisallow: \nallow: \n", allowed: ["/x/page.html"]),
        Case(says: "of two as long the one that allows wins", file: "user-agent: FooBot\ndisallow: /\nallow: /\n", allowed: ["/x"]),
        Case(says: "a slash makes it longer", file: "user-agent: FooBot\ndisallow: /x\nallow: /x/\n", allowed: ["/x/"], forbidden: ["/x"]),
        Case(
            says: "whatever their order", file: "user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/page.html\n",
            allowed: ["/x/page.html"]),
        Case(
            says: "a longer wildcard wins", file: "user-agent: FooBot\nallow: /page\ndisallow: /*.html\n", allowed: ["/page"],
            forbidden: ["/page.html"]),
        Case(
            says: "a longer prefix wins", file: "user-agent: FooBot\nallow: /x/page.\ndisallow: /*.html\n", allowed: ["/x/page.html"],
            forbidden: ["/x/y.html"]),
        Case(
            says: "a query is part of it", file: "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par\n",
            allowed: ["/foo/bar?qux=taz&baz=http://foo.bar?tar&par", "/foo/bar?qux=taz&baz=http%3A%2F%2Ffoo.bar?tar&par"]),
        Case(
            says: "other scripts match their encoded form", file: "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/ツ\n",
            allowed: ["/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", "/foo/bar/ツ"]),
        Case(
            says: "and the other way round", file: "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%E3%83%84\n",
            allowed: ["/foo/bar/%E3%83%84", "/foo/bar/ツ"]),
        Case(
            says: "encoded letters are letters", file: "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%62%61%7A\n",
            allowed: ["/foo/bar/baz", "/foo/bar/%62%61%7A"]),
        Case(says: "an encoded slash is none", file: "User-agent: FooBot\nDisallow: /a/b\n", allowed: ["/a%2Fb"], forbidden: ["/a/b"]),
        Case(
            says: "a star in the middle", file: "User-agent: FooBot\nDisallow: /foo/bar/quz\nAllow: /foo/*/qux\n",
            allowed: ["/foo/quz", "/foo//quz", "/foo/bax/quz"], forbidden: ["/foo/bar/quz"]),
        Case(
            says: "a dollar at the end", file: "User-agent: FooBot\nDisallow: /foo/bar$\nAllow: /foo/bar/qux\n",
            allowed: ["/foo/bar/qux", "/foo/bar/", "/foo/bar/baz"], forbidden: ["/foo/bar"]),
        Case(
            says: "a dollar elsewhere is a dollar", file: "User-agent: FooBot\nDisallow: /a$b\n", allowed: ["/a", "/ab"],
            forbidden: ["/a$b", "/a%24bc"]),
        Case(
            says: "an encoded star is a star's own character", file: "User-agent: FooBot\nDisallow: /path/file-with-a-%2A.html\n",
            allowed: ["/path/file-with-a-b.html"], forbidden: ["/path/file-with-a-*.html"]),
        Case(
            says: "comments are left off", file: "User-agent: FooBot\n# Disallow: /\nDisallow: /foo/quz#qux\nAllow: /\n",
            allowed: ["/foo/bar"], forbidden: ["/foo/quz"]),
        Case(
            says: "/fish", file: "User-agent: *\nDisallow: /\nAllow: /fish",
            allowed: ["/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html", "/fish.html?id=anything"],
            forbidden: ["/", "/bar", "/Fish.asp", "/catfish", "/?id=fish"]),
        Case(
            says: "/fish*", file: "User-agent: *\nDisallow: /\nAllow: /fish*",
            allowed: ["/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fish.html?id=anything"],
            forbidden: ["/Fish.bar", "/catfish", "/?id=fish"]),
        Case(
            says: "/fish/", file: "User-agent: *\nDisallow: /\nAllow: /fish/",
            allowed: ["/fish/", "/fish/salmon", "/fish/?salmon", "/fish/salmon.html"], forbidden: ["/fish", "/fish.html", "/bar"]),
        Case(
            says: "/*.php", file: "User-agent: *\nDisallow: /\nAllow: /*.php",
            allowed: [
                "/filename.php", "/folder/filename.php", "/folder/filename.php?parameters", "//folder/any.php.file.html", "/filename.php/",
                "/index?f=filename.php/",
            ], forbidden: ["/php/", "/index?php", "/windows.PHP"]),
        Case(
            says: "/*.php$", file: "User-agent: *\nDisallow: /\nAllow: /*.php$", allowed: ["/filename.php", "/folder/filename.php"],
            forbidden: [
                "/filename.php?parameters", "/filename.php/", "/filename.php5", "/php/", "/filename?php", "/aaaphpaaa", "//windows.PHP",
            ]),
        Case(
            says: "/fish*.php", file: "User-agent: *\nDisallow: /\nAllow: /fish*.php",
            allowed: ["/fish.php", "/fishheads/catfish.php?parameters"], forbidden: ["/Fish.PHP"]),
        Case(
            says: "/page and /*.ph", file: "User-agent: *\nAllow: /page\nDisallow: /*.ph", allowed: ["/page.php5", "/page"],
            forbidden: ["/x.ph"]),
        Case(says: "/$ is the front page", file: "User-agent: *\nAllow: /$\nDisallow: /", allowed: ["/", ""], forbidden: ["/page.html"]),
        Case(
            says: "stars without end take no time", file: "User-agent: *\nDisallow: /" + String(repeating: "*a", count: 2_000) + "$",
            allowed: ["/" + String(repeating: "a", count: 1_999)], forbidden: ["/" + String(repeating: "a", count: 4_000)]),
        Case(
            says: "lines end as they like", file: "User-Agent: foo\r\nAllow: /some/path\rUser-Agent: FooBot\n\rDisallow: /\r\n",
            forbidden: ["/some"]),
        Case(says: "a byte order mark is passed over", file: "\u{FEFF}User-Agent: FooBot\nDisallow: /\n", forbidden: ["/"]),
        Case(
            says: "misspellings are read", file: "useragent: FooBot\ndissallow: /a\ndisalow: /b\n", allowed: ["/c"],
            forbidden: ["/a", "/b"]),
        Case(
            says: "the file itself is always allowed", file: "User-agent: *\nDisallow: /", allowed: ["/robots.txt"],
            forbidden: ["/robots.txt2"]),
        Case(
            says: "RFC 9309: the star's group", file: rfcExample, token: "otherbot",
            allowed: ["/publications/", "/x.gif?y", "/publications/x"], forbidden: ["/x.gif", "/example/page.html"]),
        Case(
            says: "RFC 9309: foobot", file: rfcExample, token: "foobot", allowed: ["/example/page.html", "/example/allowed.gif"],
            forbidden: ["/", "/example/x.html"]),
        Case(
            says: "RFC 9309: bazbot", file: rfcExample, token: "bazbot", allowed: ["/", "/example/allowed.gif"],
            forbidden: ["/example/page.html"]),
        Case(says: "RFC 9309: quxbot", file: rfcExample, token: "quxbot", allowed: ["/", "/example/page.html", "/x.gif"]),
        Case(
            says: "what lies behind 500 KiB does not count",
            file: "User-agent: *\nDisallow: /a\n" + String(repeating: "#" + String(repeating: "x", count: 99) + "\n", count: 5_130)
                + "Disallow: /b\n",
            allowed: ["/b"], forbidden: ["/a"]),
    ]

    @Test("a path is allowed or forbidden by the rules", arguments: cases)
    func table(_ one: Case) {
        let robots = RobotsFile(Array(one.file.utf8), for: one.token)
        for path in one.allowed { #expect(robots.allows("https://foo.bar" + path), "\(path)") }
        for path in one.forbidden { #expect(!robots.allows("https://foo.bar" + path), "\(path)") }
    }

    @Test("any bytes can be parsed")
    func noise() {
        let alphabet = Array("user-agent: *\ndisallow:/a$%4\r#\u{FF}".utf8)
        var noise = Noise(seed: 5)
        for _ in 0..<200 {
            let bytes = (0..<400).map { _ in alphabet[noise.next(alphabet.count)] }
            let robots = RobotsFile(bytes, for: "feedd")
            _ = robots.allows(String(decoding: bytes, as: UTF8.self))
        }
    }
}
