import Testing

@testable import Syndication

@Suite("Values of open elements")
struct OpenValuesTests {
    @Test("a value is closed by the element that opened it, and by no other")
    func depths() {
        var values = OpenValues<String>()
        values.open("outer", at: 2)
        values.open("inner", at: 4)
        #expect(values.close(at: 5) == nil)
        #expect(values.close(at: 3) == nil)
        #expect(values.close(at: 4) == "inner")
        #expect(values.close(at: 4) == nil)
        #expect(values.close(at: 2) == "outer")
    }
}
