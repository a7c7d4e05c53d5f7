import Testing

@testable import Bytes

@Suite("The stable hasher")
struct StableHasherTests {
    private func hash(_ texts: [String]) -> UInt64 {
        var hasher = StableHasher()
        for text in texts { hasher.absorb(text) }
        return hasher.value
    }

    @Test("tells texts of any length apart, and where they are cut")
    func distinct() {
        let text = String(repeating: "abcdefghijklmnopqrstuvwxyz", count: 3)
        let prefixes = (0...text.count).map { hash([String(text.prefix($0))]) }
        #expect(Set(prefixes).count == prefixes.count)
        let cuts = (0...text.count).map { hash([String(text.prefix($0)), String(text.dropFirst($0))]) }
        #expect(Set(cuts).count == cuts.count)
        #expect(hash(["a", "b"]) != hash(["b", "a"]))
    }

    @Test("gives the values that stores hold")
    func stable() {
        #expect(hash([]) == 0x2d35_8dcc_aa6c_78a5)
        #expect(hash(["", "a", "0123456789abcdef", "0123456789abcdefghijklm"]) == 0x0ec2_a588_eac6_5083)
        var hasher = StableHasher()
        hasher.absorb(1 as UInt64)
        #expect(hasher.value == 0x60cf_d1b7_ea7c_c0c0)
    }
}
