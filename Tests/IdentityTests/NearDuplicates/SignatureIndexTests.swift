import Bytes
import Syndication
import TestSupport
import Testing

@testable import Identity

@Suite("The index of signatures")
struct SignatureIndexTests {
    private static let week = Duration.seconds(7 * 86_400)
    private static let start = Timestamp(milliseconds: 1_795_000_000_000)

    private func signature(_ words: [String]) throws -> Signature {
        try #require(Signature(Shingles([TextFolding(Prose.text(words)).bytes])))
    }

    /// Nothing like any other.
    private func noise(_ prose: inout Prose) -> Signature {
        Signature(
            shingles: 300, bands: (0..<Signature.bandCount).map { _ in UInt16(truncatingIfNeeded: prose.next()) },
            minima: (0..<32).map { _ in prose.next() })
    }

    @Test("finds what is alike among much that is not")
    func finds() throws {
        var prose = Prose(seed: 1)
        var index = SignatureIndex(window: Self.week)
        let originals = (0..<60).map { _ in prose.words(200) }
        for (row, words) in originals.enumerated() { index.insert(try signature(words), row: Int64(row), source: 1, at: Self.start) }
        for row in 60..<3_000 { index.insert(noise(&prose), row: Int64(row), source: 1, at: Self.start) }
        for (row, words) in originals.enumerated() {
            let found = index.candidates(for: try signature(prose.replacing(oneIn: 15, of: words)), source: 2)
            #expect(found.map(\.row) == [Int64(row)])
        }
        #expect(index.candidates(for: try signature(prose.words(200)), source: 2).isEmpty)
        #expect(index.candidates(for: try signature(originals[7]), source: 1).isEmpty, "all that is alike is the source's own")
    }

    @Test("gives the candidates in the order of their rows, and no more than it should")
    func many() throws {
        var prose = Prose(seed: 2)
        var index = SignatureIndex(window: Self.week)
        let words = prose.words(100)
        // Over several segments, each of which looks at some of them.
        for row in 0..<200 { index.insert(try signature(words), row: Int64(row * 3), source: 1, at: Self.start + .seconds(row * 3_000)) }
        let found = index.candidates(for: try signature(words), source: 2).map(\.row)
        #expect(found == found.sorted())
        #expect(!found.isEmpty && found.count <= SignatureIndex.mostCandidates)
    }

    @Test("forgets by time, a part of the window at a time")
    func expiry() throws {
        var prose = Prose(seed: 3)
        var index = SignatureIndex(window: Self.week)
        let stories = (0..<14).map { _ in prose.words(60) }
        for (day, words) in stories.enumerated() {
            index.insert(try signature(words), row: Int64(day), source: 1, at: Self.start + .seconds(day * 86_400))
        }
        let removed = index.removeAll(before: Self.start + .seconds(7 * 86_400))
        #expect(removed == 5 || removed == 6)
        #expect(index.candidates(for: try signature(stories[2]), source: 2).isEmpty)
        #expect(index.candidates(for: try signature(stories[9]), source: 2).map(\.row) == [9])
        #expect(index.removeAll(before: Self.start) == nil)
        _ = index.removeAll(before: Self.start + .seconds(100 * 86_400))
        #expect(index.count == 0)
        #expect(index.size == 0)
    }

    @Test("takes back what was inserted, across segments and growth, as if it had never been there")
    func rollBack() throws {
        var prose = Prose(seed: 4)
        let kept = try (0..<100).map { _ in try signature(prose.words(60)) }
        let taken = (0..<300).map { _ in noise(&prose) }
        var index = SignatureIndex(window: Self.week)
        for (row, signature) in kept.enumerated() { index.insert(signature, row: Int64(row), source: 1, at: Self.start) }
        for (row, signature) in (kept + taken).enumerated() {
            index.insert(signature, row: Int64(1000 + row), source: 1, at: Self.start + .seconds(row * 3_600))
        }
        index.removeLast(to: 100)
        #expect(index.count == 100)
        for (row, signature) in kept.enumerated() {
            #expect(index.candidates(for: signature, source: 2).map(\.row) == [Int64(row)])
        }
        for signature in taken { #expect(index.candidates(for: signature, source: 2).isEmpty) }
        index.insert(taken[0], row: 5_000, source: 1, at: Self.start)
        #expect(index.candidates(for: taken[0], source: 2).map(\.row) == [5_000])
    }

    @Test("takes at most 128 bytes a signature, also where a segment has just begun to grow")
    func size() {
        var prose = Prose(seed: 6)
        let signatures = (0..<64).map { _ in noise(&prose) }
        var index = SignatureIndex(window: Self.week)
        for row in 0..<(2 * SignatureSegment.most) { index.insert(signatures[row % 64], row: Int64(row), source: 1, at: Self.start) }
        #expect(index.count == 2 * SignatureSegment.most)
        #expect(index.size <= 128 * index.count)
        index.insert(signatures[0], row: 1_000_000, source: 1, at: Self.start)
        #expect(index.size <= 128 * index.count + 64 * 256)
    }
}
