import Bytes
import Syndication
import TestSupport
import Testing

@testable import Identity

@Suite("Signatures")
struct SignatureTests {
    private func signature(_ text: String, title: String? = nil) -> Signature? {
        Signature(title: title, ContentBlocks(text: text))
    }

    /// Of two texts, over their sets of shingles.
    private func trueJaccard(_ a: String, _ b: String) -> Double {
        let (a, b) = (Set(Shingles([TextFolding(a).bytes]).hashes), Set(Shingles([TextFolding(b).bytes]).hashes))
        return Double(a.intersection(b).count) / Double(a.union(b).count)
    }

    @Test("tell the Jaccard similarity of the shingles", arguments: [40, 100, 300, 1200, 4000], [3, 6, 12, 20, 60, 1000])
    func estimate(words: Int, rate: Int) throws {
        var prose = Prose(seed: UInt64(words * 10_000 + rate))
        let original = prose.words(words)
        let (a, b) = (Prose.text(original), Prose.text(prose.replacing(oneIn: rate, of: original)))
        let told = try #require(signature(a)).jaccard(try #require(signature(b)))
        // Three and a half standard deviations.
        #expect(abs(told - trueJaccard(a, b)) < 0.08)
    }

    @Test("of the coarse sketch, too, if less well")
    func coarse() throws {
        for rate in [6, 12, 60] {
            var prose = Prose(seed: UInt64(rate))
            let original = prose.words(400)
            let (a, b) = (Prose.text(original), Prose.text(prose.replacing(oneIn: rate, of: original)))
            let told = try #require(signature(a)).coarse.jaccard(try #require(signature(b)).coarse)
            #expect(abs(told - trueJaccard(a, b)) < 0.15)
        }
    }

    @Test("are the same whatever the quotes, dashes, case and white space")
    func typography() throws {
        let plain = signature("\"It's done\" - said the minister -  on Monday in Sofia, in front of the parliament.")
        #expect(plain != nil)
        #expect(signature("“It’s DONE” — said the minister\u{A0}– on\nMonday in Sofia, in front of the parliament.") == plain)
    }

    @Test(
        "tell texts in every script",
        arguments: [
            "北京市气象台今天上午发布暴雨蓝色预警信号，预计未来六小时内，全市大部分地区将出现短时强降水，局地伴有雷电和大风，请注意防范。",
            "気象庁は今日の午前、関東地方の広い範囲で激しい雨が降るおそれがあるとして、土砂災害や低い土地の浸水に警戒するよう呼びかけています。",
            "กรมอุตุนิยมวิทยาประกาศเตือนว่าวันนี้จะมีฝนตกหนักในหลายพื้นที่ของภาคเหนือและภาคตะวันออกเฉียงเหนือ ขอให้ประชาชนระมัดระวังอันตราย",
            "Метеоролозите предупреждават, че днес ще има обилни валежи в голяма част от страната и призовават хората да бъдат внимателни по пътищата.",
            "तीन दिन की भारी बारिश के बाद राज्य के कई जिलों में बाढ़ का पानी घरों में घुस गया है और सैकड़ों लोगों को सुरक्षित स्थानों पर ले जाया गया है।",
            "기상청은 오늘 오전 수도권과 강원 지역에 호우주의보를 발령하고 주민들에게 하천 주변의 접근을 삼가고 안전에 유의해 달라고 당부했다.",
        ])
    func scripts(text: String) throws {
        let whole = try #require(signature(text))
        #expect(whole.jaccard(try #require(signature("(АП) " + text))) > 0.8)
        #expect(whole.jaccard(try #require(signature(String(text.reversed())))) < 0.2)
    }

    @Test(
        "are not made of what says too little",
        arguments: ["", "Breaking news", "12 : 30 — 14 : 45", "北京大学学", "Read more about it on our site"])
    func tooShort(text: String) {
        #expect(signature(text) == nil)
    }

    @Test("go by the headline too where there is little else, and by the text alone where there is much")
    func headline() throws {
        var prose = Prose(seed: 5)
        let (line, article) = (Prose.text(prose.words(18)), Prose.text(prose.words(80)))
        #expect(signature(line, title: "One two three four five six") != signature(line, title: "Seven eight nine ten eleven twelve"))
        #expect(signature(article, title: "One two three") == signature(article, title: "Four five six"))
        #expect(signature("", title: "One two three four five six seven eight") != nil)
    }

    @Test("read back from their bytes, and from no others")
    func bytes() throws {
        var prose = Prose(seed: 9)
        let made = try #require(signature(Prose.text(prose.words(100))))
        let bytes = made.bytes
        #expect(bytes.withUnsafeBytes(Signature.init(bytes:)) == made)
        #expect(bytes.dropLast().withUnsafeBytes(Signature.init(bytes:)) == nil)
        #expect(([9] + bytes.dropFirst()).withUnsafeBytes(Signature.init(bytes:)) == nil)
        #expect([].withUnsafeBytes(Signature.init(bytes:)) == nil)
    }

    @Test("stay as they are from release to release: the store keeps them")
    func stable() throws {
        let made = try #require(signature("The bridge over the river was opened on Monday by the mayor of the town."))
        #expect(StableHash.hash(made.bytes) == 14_727_980_891_127_185_546)
    }

    @Test("take a bounded part of an endless text")
    func endless() throws {
        var prose = Prose(seed: 11)
        let words = prose.words(Shingles.mostWords)
        #expect(signature(Prose.text(words)) == signature(Prose.text(words + prose.words(1000))))
    }
}
