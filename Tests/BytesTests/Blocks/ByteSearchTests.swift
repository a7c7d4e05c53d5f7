import Testing

@testable import Bytes

@Suite("Searching bytes")
struct ByteSearchTests {
    @Test(
        "a part is found where it is, at either end too",
        arguments: [
            ("abcabd", "abd", true), ("abc", "abc", true), ("abc", "a", true), ("abc", "c", true), ("abc", "", true), ("", "", true),
            ("", "a", false), ("ab", "abc", false),
            ("abcabd", "abe", false), ("a\0b", "\0b", true),
        ] as [(String, String, Bool)])
    func contains(text: String, part: String, isThere: Bool) {
        #expect(ByteSearch.contains(Array(part.utf8), in: Array(text.utf8)) == isThere)
    }
}
