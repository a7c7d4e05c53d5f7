import Testing

@testable import Aggregator

@Suite("Has it changed?")
struct ContentChangeTests {
    private static let cases: [(hashes: [UInt64], last: UInt64?, seen: Set<UInt64>, change: ContentChange)] = [
        ([1], 1, [], .unchanged), ([1, 2], 1, [], .unchanged), ([1, 2], 2, [], .unchanged), ([1], 1, [1], .unchanged),
        ([1], 2, [1], .returned), ([1, 3], 2, [3], .returned), ([1], nil, [1], .returned), ([1], 2, [], .changed),
        ([1], 2, [2], .changed), ([1], nil, [], .changed),
    ]

    @Test("is answered by the content compared last and those before it", arguments: cases)
    func change(hashes: [UInt64], last: UInt64?, seen: Set<UInt64>, expected: ContentChange) {
        #expect(ContentChange(hashes, after: last) { seen.contains($0) } == expected)
    }
}
