import Testing

@testable import WebAddress

@Suite("Tracking parameters in the output")
struct TrackingParametersTests {
    @Test(
        "are removed, and everything else stays byte for byte",
        arguments: [
            ("https://a.example/?utm_source=rss", "https://a.example/"),
            ("https://a.example/x?utm_source=rss&utm_medium=feed&id=5", "https://a.example/x?id=5"),
            ("https://a.example/x?b=%c3%a4&fbclid=1&a=+&&c", "https://a.example/x?b=%c3%a4&a=+&&c"),
            ("https://a.example/x?id=5&gclid=1#part", "https://a.example/x?id=5#part"),
            ("https://a.example/x?mc_cid=1#part", "https://a.example/x#part"),
            ("https://a.example/x?UTM_Source=1&Id=2", "https://a.example/x?Id=2"),
            ("https://a.example/x?utm%5Fsource=1", "https://a.example/x"),
            ("https://a.example/x?id=1&amp;utm_medium=feed", "https://a.example/x?id=1"),
            ("https://a.example/x#utm_source=rss&utm_medium=feed", "https://a.example/x"),
            ("https://a.example/x?p=1#xtor=RSS-4", "https://a.example/x?p=1"),
            ("https://a.example/x#ref=rss", "https://a.example/x"),
            ("https://a.example/x#line=4&utm_source=rss", "https://a.example/x#line=4"),
            ("https://a.example/x?at_medium=RSS&at_campaign=KARANGA", "https://a.example/x"),
            ("https://a.example/x?ref=rss&source=rss_home&cmp=RSS&traffic_source=rss", "https://a.example/x"),
            ("https://a.example/x?source=rss-1f2e3d------2", "https://a.example/x"),
            ("https://a.example/e/b.example/1.mp3?utm_source=Podcast&_=2", "https://a.example/e/b.example/1.mp3?_=2"),
        ])
    func removed(_ url: String, _ clean: String) {
        #expect(TrackingParameters.removed(from: url) == clean)
        #expect(TrackingParameters.removed(from: clean) == nil)
    }

    @Test(
        "are not what selects content, a form of the page, or a session",
        arguments: [
            "https://a.example/x", "https://a.example/x?", "https://a.example/x#", "https://a.example/?p=7", "https://a.example/x?ref=main",
            "https://a.example/x?ref=v1.2", "https://a.example/x?source=reuters", "https://a.example/x?tag=rss",
            "https://a.example/x?q=feed",
            "https://a.example/x?feed=rss2", "https://a.example/x?format=rss", "https://a.example/x?amp=1", "https://a.example/x?pk_id=4",
            "https://a.example/x?si=5&spm=6&cid=7", "https://a.example/x?campaign_id=3",
            "https://a.example/x?sid=0123456789abcdef0123456789abcdef",
            "https://a.example/x?q=utm_source", "https://a.example/x?u=https://b.example/?utm_source=1", "https://a.example/utm_source=1",
            "https://a.example/x#/list?utm_source=1", "https://a.example/x#:~:text=utm_source=1",
            "https://a.example/x?from=feedback", "https://a.example/x?" + String(repeating: "u", count: 60) + "=1",
        ])
    func kept(_ url: String) {
        #expect(TrackingParameters.removed(from: url) == nil)
    }

    @Test(
        "stay in a query that is signed",
        arguments: [
            "https://a.example/1.mp3?utm_source=rss&Signature=abc&Expires=1", "https://a.example/1?X-Amz-Signature=1&utm_source=rss",
            "https://a.example/1.jpg?utm_medium=x&sig=1", "https://a.example/1?token=1&utm_source=rss",
            "https://a.example/1?hdnea=st&gclid=1",
        ])
    func signed(_ url: String) {
        #expect(TrackingParameters.removed(from: url) == nil)
    }

    @Test(
        "that name the publisher are removed from its links",
        arguments: [
            ("https://b.example/x?ref=blog.example", "blog.example", "https://b.example/x"),
            ("https://b.example/x?a=1&ref=blog.example", "www.blog.example", "https://b.example/x?a=1"),
            ("https://b.example/x?source=www.blog.example", "blog.example", "https://b.example/x"),
            ("https://b.example/x?ref=other.example", "blog.example", nil), ("https://b.example/x?tag=blog.example", "blog.example", nil),
            ("https://b.example/x?ref=blog.example", nil, nil),
        ])
    func outbound(_ url: String, _ publisher: String?, _ clean: String?) {
        #expect(TrackingParameters.removed(from: url, publisher: publisher) == clean)
    }
}
