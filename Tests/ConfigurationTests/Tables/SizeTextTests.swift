import Testing

@testable import Configuration

@Suite("Sizes")
struct SizeTextTests {
    @Test(
        "a size is a whole number with or without a unit",
        arguments: [
            ("1000", 1_000), ("16MiB", 16_777_216), ("2GB", 2_000_000_000), ("512KiB", 524_288), ("3GiB", 3_221_225_472), ("7B", 7),
            ("", nil), ("MiB", nil), ("16 MiB", nil), ("16mib", nil), ("1.5MB", nil), ("-1", nil), ("9223372036854775807KB", nil),
            ("99999999999999999999", nil),
        ] as [(String, Int?)])
    func sizes(text: String, bytes: Int?) {
        #expect(SizeText.parse(text) == bytes)
    }

    @Test(
        "the size that a malformed text means is guessed",
        arguments: [("16M", "16MiB"), ("16 mb", "16MB"), ("1g", "1GiB"), ("5kb", "5KB"), ("5x", nil), ("x", nil), ("99999999999G", nil)]
            as [(String, String?)])
    func guessedSizes(text: String, meant: String?) {
        #expect(SizeText.guess(text) == meant)
    }
}
