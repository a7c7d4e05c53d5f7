import Bytes
import Testing

@testable import Store

@Suite("The memory that a store takes")
struct StorePagesTests {
    /// In KiB.
    private static let sizes: [(store: Int, cache: Int)] = [
        (0, 4_096), (204_800, 4_096), (524_288, 8_192), (1_048_576, 16_384), (2_100_224, 16_384),
    ]

    @Test("goes by its size, within bounds", arguments: sizes)
    func size(store: Int, cache: Int) {
        #expect(StorePages.cacheSize(ofStore: store) == cache)
    }
}
