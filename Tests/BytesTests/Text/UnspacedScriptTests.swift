import Testing

@testable import Bytes

@Suite("Scripts without spaces")
struct UnspacedScriptTests {
    @Test(
        "Han, kana, Thai, Lao, Burmese and Khmer set no spaces",
        arguments: ["字", "々", "か", "カ", "ｶ", "ไ", "ລ", "မ", "ខ", "𠀋"] as [Unicode.Scalar])
    func unspaced(_ scalar: Unicode.Scalar) {
        #expect(UnspacedScript.contains(scalar.value))
    }

    @Test("other scripts do, Korean among them", arguments: ["a", "é", "д", "ع", "ह", "한", "፩", "ქ", "😀", "、"] as [Unicode.Scalar])
    func spaced(_ scalar: Unicode.Scalar) {
        #expect(!UnspacedScript.contains(scalar.value))
    }
}
