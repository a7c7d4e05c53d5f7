import Journal
import Testing

@testable import Identity

@Suite("The key of an item")
struct ItemKeyTests {
    @Test(
        "is the one that earlier releases gave: the first half of SHA-256 over the parts, each after its length",
        arguments: [
            ("actualno", ["1684321"], "70b7cfd1da447419d92fb87f1c07985e"),
            ("bücher", ["a", "b"], "a3f343a2d0652d3d6a3a7e0674fe8f99"),
            ("bücher", ["ab", ""], "1d66c257de4247308479c1cb43c25cac"),
        ])
    func keys(_ source: String, _ identity: [String], _ hex: String) {
        #expect(ItemKey(source: source, identity: identity).hex == hex)
    }
}
