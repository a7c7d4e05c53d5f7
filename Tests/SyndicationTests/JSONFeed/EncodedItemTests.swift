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

    @Test(
        "an author has a name, a URL or an avatar",
        arguments: [
            (Person(email: "a+b@x.example"), #"{"url":"mailto:a+b@x.example","_email":"a+b@x.example"}"#),
            (Person(email: "a%&?@x.example"), #"{"url":"mailto:a%25%26%3F@x.example","_email":"a%&?@x.example"}"#),
            (Person(name: "Ann", email: "a@x.example"), #"{"name":"Ann","_email":"a@x.example"}"#),
            (Person(email: "a@x.example", avatar: "https://x.example/a"), #"{"avatar":"https://x.example/a","_email":"a@x.example"}"#),
            (Person(email: "a@x.example", url: "https://x.example/a"), #"{"url":"https://x.example/a","_email":"a@x.example"}"#),
        ])
    func authors(_ person: Person, _ json: String) {
        var item = Item()
        item.authors = [person]
        #expect(String(decoding: EncodedItem(item).members, as: UTF8.self).contains("\"authors\":[\(json)]"))
    }

    @Test("warnings that quote the document are printable, and what identifies an item stays as it is")
    func printable() throws {
        var item = Item()
        item.guid = "a\u{202E}b"
        item.warnings = ["c\u{202E}d\u{9B}"]
        let members = String(decoding: EncodedItem(item).extensionMembers, as: UTF8.self)
        #expect(members.contains("\"guid\":\"a\u{202E}b\"") && members.contains("\"c\u{FFFD}d\u{FFFD}\""))
    }

    @Test("what is known of the entry that an item answers is written beside its URL or id")
    func replies() {
        var item = Item()
        item.inReplyTo = [
            Reply(ref: "1", url: "https://x.example/1"), Reply(ref: "2", url: nil), Reply(ref: nil, url: "https://x.example/3"),
        ]
        let members = String(decoding: EncodedItem(item).extensionMembers, as: UTF8.self)
        #expect(members.contains(#""in_reply_to":["https://x.example/1","2","https://x.example/3"]"#))
        #expect(members.contains(#""in_reply_to_details":[{"ref":"1","url":"https://x.example/1"}]"#))
    }
}
