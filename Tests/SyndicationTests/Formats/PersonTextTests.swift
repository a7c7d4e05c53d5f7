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

    @Test(
        "a text that names several mail addresses lists several persons",
        arguments: [
            (
                "a@x.example (Ann), b@x.example (Ben)",
                [Person(name: "Ann", email: "a@x.example"), Person(name: "Ben", email: "b@x.example")]
            ),
            (
                "Ann <a@x.example>; \"Roe, Ben\" <b@x.example>",
                [Person(name: "Ann", email: "a@x.example"), Person(name: "Roe, Ben", email: "b@x.example")]
            ),
            (
                "Doe, Ann <a@x.example>, b@x.example",
                [Person(name: "Doe, Ann", email: "a@x.example"), Person(email: "b@x.example")]
            ),
            ("Ann, Ben and Cy", [Person(name: "Ann, Ben and Cy")]),
            ("a@x.example (Ann, Ben)", [Person(name: "Ann, Ben", email: "a@x.example")]),
            ("@ann, @ben", [Person(name: "@ann, @ben")]), (" ", []),
        ])
    func list(_ text: String, _ persons: [Person]) {
        #expect(PersonText.list(text) == persons)
    }
}
