import Testing

@testable import Syndication

@Suite("Encoded items")
struct EncodedItemTests {
    @Test("the content is written in the requested form", arguments: ContentForm.allCases)
    func forms(_ form: ContentForm) {
        var item = Item()
        item.contentHTML = "<p>x</p>"
        item.contentText = "x"
        let members = String(decoding: EncodedItem(item, content: form).members, as: UTF8.self)
        #expect(members.contains("\"content_html\"") == (form == .both || form == .html))
        #expect(members.contains("\"content_text\":\"x\"") == (form == .both || form == .text))
        #expect(members.contains("\"content_text\":"))
        #expect(members.hasPrefix(","))
        #expect(EncodedItem(item).extensionMembers.isEmpty)
    }
}
