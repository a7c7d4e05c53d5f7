import Testing

@testable import Bytes

@Suite("The stable hash")
struct StableHashTests {
    @Test(
        "is wyhash: the vectors of its author",
        arguments: [
            ("", 0, 0x9322_8a4d_e0ee_c5a2), ("a", 1, 0xc5ba_c3db_1787_13c4), ("abc", 2, 0xa97f_2f7b_1d9b_3314),
            ("message digest", 3, 0x786d_1f1d_f380_1df4), ("abcdefghijklmnopqrstuvwxyz", 4, 0xdca5_a813_8ad3_7c87),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 5, 0xb9e7_34f1_17cf_af70),
            ("12345678901234567890123456789012345678901234567890123456789012345678901234567890", 6, 0x6cc5_eab4_9a92_d617),
        ] as [(String, UInt64, UInt64)])
    func vectors(_ text: String, _ seed: UInt64, _ hash: UInt64) {
        #expect(StableHash.hash(text, seed: seed) == hash)
        #expect(StableHash.hash(Array(text.utf8), seed: seed) == hash)
    }
}
