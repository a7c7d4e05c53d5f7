import Bytes
import Testing

@Suite("The newest elements first")
struct NewestFirstTests {
    @Test("dates descend, equal ones keep their order, and what has no date comes last")
    func order() {
        let elements: [(name: String, milliseconds: Int64?)] = [("a", 1), ("b", nil), ("c", 3), ("d", 1), ("e", nil), ("f", 2)]
        let sorted = elements.newestFirst { $0.milliseconds.map { Timestamp(milliseconds: $0) } }
        #expect(sorted.map(\.name) == ["c", "f", "a", "d", "b", "e"])
    }
}
