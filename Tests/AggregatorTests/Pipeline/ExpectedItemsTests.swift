import Testing

@testable import Aggregator

@Suite("Expected items of a list")
struct ExpectedItemsTests {
    @Test(
        "at least one item is expected, and a third of the usual number",
        arguments: [(nil, 1), (0, 1), (2, 1), (9, 3), (31, 10)] as [(Int?, Int)])
    func least(usual: Int?, expected: Int) {
        #expect(ExpectedItems.least(usual: usual) == expected)
    }

    @Test("the usual number follows slowly, and falls to what a short list has in the end")
    func usual() {
        #expect(ExpectedItems.usual(nil, after: 20) == 20)
        #expect(ExpectedItems.usual(20, after: 40) == 25)
        #expect(ExpectedItems.usual(20, after: 20) == 20)
        #expect(ExpectedItems.usual(20, afterFew: 0) == 20)
        #expect(ExpectedItems.usual(nil, afterFew: 0) == nil)
        var usual: Int? = 30
        var polls = 0
        while 4 < ExpectedItems.least(usual: usual), polls < 100 {
            usual = ExpectedItems.usual(usual, afterFew: 4)
            polls += 1
        }
        #expect((4...20).contains(polls))
    }
}
