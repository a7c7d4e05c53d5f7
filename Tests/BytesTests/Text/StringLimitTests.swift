import Bytes
import Testing

@Suite("The beginning of a string")
struct StringLimitTests {
    @Test("a string is cut between characters", arguments: zip(0...8, ["", "a", "a", "aé", "aé", "aé", "aé", "aé😀", "aé😀b"]))
    func limit(bytes: Int, expected: String) {
        #expect("aé😀b".limited(toBytes: bytes) == expected)
    }
}
