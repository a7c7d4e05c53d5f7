import Testing

@testable import Syndication

@Suite("The choice of an item's image")
struct ImageChoiceTests {
    private typealias Offer = (url: String, role: ImageChoice.Role, width: Int?, height: Int?)

    private func choose(_ offers: [Offer]) -> String? {
        var choice = ImageChoice()
        for offer in offers { choice.offer(offer.url, as: offer.role, size: .init(width: offer.width, height: offer.height)) }
        return choice.url
    }

    /// The first offer of each list is the right one, in whatever order they come.
    @Test(
        "the image is the item's own, else the largest that is stated, else one of unknown size, else a miniature",
        arguments: [
            [("a", .item, nil, nil), ("b", .mediaObject, 3000, 2000), ("c", .rssImage, nil, nil)],
            [("a", .rssImage, nil, nil), ("b", .mediaObject, nil, nil), ("c", .thumbnail, 800, 600)],
            [("a", .mediaObject, 1200, 800), ("b", .thumbnail, 480, 360), ("c", .thumbnail, 90, 60)],
            [("a", .thumbnail, 480, 360), ("b", .mediaObject, 320, 200), ("c", .attachment, nil, nil)],
            [("a", .mediaObject, 460, nil), ("b", .mediaObject, 140, nil), ("c", .mediaObject, nil, 250)],
            [("a", .mediaObject, nil, nil), ("b", .thumbnail, nil, nil), ("c", .attachment, nil, nil)],
            [("a", .attachment, nil, nil), ("b", .item, 16, 16), ("c", .thumbnail, 199, 150)],
            [("a", .mediaObject, 0, 200_000), ("b", .thumbnail, 72, 72), ("c", .thumbnail, 30, 30)],
        ] as [[(String, ImageChoice.Role, Int?, Int?)]])
    func order(_ offers: [(String, ImageChoice.Role, Int?, Int?)]) {
        let offers = offers.map { Offer($0.0, $0.1, $0.2, $0.3) }
        for first in offers.indices { #expect(choose(Array(offers[first...] + offers[..<first])) == "a") }
        #expect(choose(offers.reversed()) == "a")
    }

    @Test(
        "an image of the content replaces a miniature and one that is stated to be smaller, and no other",
        arguments: [
            (.thumbnail, 72, 72, nil, nil, "content"), (.thumbnail, 480, 360, 640, 480, "content"), (.thumbnail, 480, 360, nil, nil, "own"),
            (.mediaObject, 1200, 800, 640, 480, "own"), (.mediaObject, nil, nil, 640, 480, "own"), (.item, nil, nil, 640, 480, "own"),
            (.item, 300, 300, 640, 480, "own"), (.attachment, nil, nil, 640, 480, "own"), (.item, 100, 100, nil, nil, "content"),
            (.thumbnail, 72, 72, 60, 60, "own"), (.thumbnail, 72, 72, 100, 100, "content"),
        ] as [(ImageChoice.Role, Int?, Int?, Int?, Int?, String)])
    func content(_ role: ImageChoice.Role, _ width: Int?, _ height: Int?, _ contentWidth: Int?, _ contentHeight: Int?, _ chosen: String) {
        #expect(choose([Offer("own", role, width, height), Offer("content", .content, contentWidth, contentHeight)]) == chosen)
    }

    @Test("an avatar and a tracking pixel are no image, whatever names them")
    func none() {
        #expect(choose([("https://x.example/avatars/1.jpg", .item, 400, 400)]) == nil)
        #expect(choose([("https://x.example/avatars/1.jpg", .item, nil, nil), ("a", .thumbnail, 60, 60)]) == "a")
        #expect(choose([("https://x.example/p.gif", .mediaObject, 1, 1)]) == nil)
        #expect(choose([("https://x.example/p.gif", .mediaObject, 3, 3), ("a", .thumbnail, 4, 4)]) == "a")
        #expect(choose([("https://www.google-analytics.com/collect?v=1", .item, nil, nil), ("a", .thumbnail, nil, nil)]) == "a")
        #expect(choose([]) == nil)
    }

    @Test("of equals the first one is chosen")
    func equals() {
        #expect(choose([("a", .mediaObject, nil, nil), ("b", .mediaObject, nil, nil)]) == "a")
        #expect(choose([("a", .mediaObject, 300, 200), ("b", .thumbnail, 200, 300)]) == "a")
    }
}
