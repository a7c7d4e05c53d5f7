import Markup
import Testing

@testable import Extraction

@Suite("Locators")
struct LocatorTests {
    @Test(
        "an attribute follows the last '@'",
        arguments: [
            ("h3", nil), ("a@href", "href"), (" a @href ", "href"), ("@data-id", "data-id"), ("a[title='x@y']@TITLE", "title"),
            ("a[title='x@y']", nil),
            ("a\\@b@href", "href"), ("xpath:./a/@href", nil), ("a:not([b='@'])", nil), ("svg@xlink:href", "xlink:href"),
        ] as [(String, String?)])
    func attribute(text: String, attribute: String?) throws {
        #expect(try Locator(text).attribute == attribute)
    }

    @Test(
        "mistakes have the offset in the whole text",
        arguments: [
            ("", 0), ("a@", 1), ("@", 0), ("a@href, b@href", 1), ("a@x y", 3), ("li..b@href", 2), ("xpath:", 6), ("xpath://a[foo()]", 10),
            (" xpath://a[", 10), ("a@href,", 6),
            ("//a@href", 0), ("a@b@c", 1),
        ])
    func mistakes(text: String, offset: Int) {
        #expect {
            _ = try Locator(text)
        } throws: { error in
            let found = (error as? SelectorError)?.offset
            if found != offset { Issue.record("\(text): \(error)") }
            return found == offset
        }
    }
}
