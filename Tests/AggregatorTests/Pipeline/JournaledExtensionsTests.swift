import Syndication
import TestSupport
import Testing

@testable import Aggregator

@Suite("Elements that are not read, in the journal", .slow, .tags(.slow), .timeLimit(.minutes(1)))
struct JournaledExtensionsTests {
    private static let feed = """
        <rss version="2.0" xmlns:x="urn:x"><channel><title>Shop</title><link>https://shop.example/</link>
        <item><title>Kettle</title><guid isPermaLink="false">1</guid><description>A kettle.</description>
        <x:price currency="EUR">5</x:price></item></channel></rss>
        """

    @Test(
        "they are journaled only where the configuration asks for them",
        arguments: [("", false), ("extensions = false", false), ("extensions = true", true)])
    func journal(_ journal: String, _ hasThem: Bool) async throws {
        try await Site.serving { site in
            site["/feed"] = Site.Document(body: Self.feed)
            let feedd = try Installation()
            feedd.journal = journal
            feedd.configure("shop", site.url("/feed"))
            try await feedd.poll()
            let record = try #require(try feedd.records.first)
            let price = record.feedd["extensions"]?.array?.first
            #expect((price != nil) == hasThem)
            if hasThem {
                #expect(price?["name"]?.string == "x:price")
                #expect(price?["attributes"]?["currency"]?.string == "EUR")
                #expect(price?["text"]?.string == "5")
            }
        }
    }
}
