import Testing

@testable import Syndication

@Suite("Persons in one text")
struct PersonTextTests {
    @Test(
        "the name and the mail address are found in either order",
        arguments: [
            ("Ann Keeper", Person(name: "Ann Keeper")), ("a@x.example", Person(email: "a@x.example")),
            ("mailto:a@x.example", Person(email: "a@x.example")),
            ("a@x.example (Ann Keeper)", Person(name: "Ann Keeper", email: "a@x.example")),
            ("Ann Keeper (a@x.example)", Person(name: "Ann Keeper", email: "a@x.example")),
            ("Ann Keeper <a@x.example>", Person(name: "Ann Keeper", email: "a@x.example")),
            ("\"Ann Keeper\" <mailto:a@x.example>", Person(name: "Ann Keeper", email: "a@x.example")),
            ("a@x.example Ann Keeper", Person(name: "Ann Keeper", email: "a@x.example")),
            ("'Ann Keeper' a@x.example", Person(name: "Ann Keeper", email: "a@x.example")),
            ("@ann@social.example", Person(name: "@ann@social.example")), ("Ann @ Home", Person(name: "Ann @ Home")), ("  ", nil),
        ])
    func parse(_ text: String, _ person: Person?) {
        #expect(PersonText.parse(text) == person)
    }
}
