import Testing

@testable import Bytes

@Suite("A dictionary of hashes")
struct HashedDictionaryTests {
    @Test("has what was set last, and nothing else", arguments: [0, 1, 7, 8, 9, 1_000])
    func values(count: Int) {
        var dictionary = HashedDictionary<Int>()
        let keys = (0..<count).map { StableHash.combine(UInt64($0), 1) }
        for (place, key) in keys.enumerated() { dictionary.set(place, for: key) }
        for (place, key) in keys.enumerated() where place % 2 == 0 { dictionary.set(-place, for: key) }
        #expect(dictionary.count == count)
        #expect(dictionary.isEmpty == (count == 0))
        #expect(keys.enumerated().allSatisfy { dictionary[$1] == ($0 % 2 == 0 ? -$0 : $0) })
        #expect((0..<100).allSatisfy { dictionary[StableHash.combine($0, 2)] == nil })
    }

    @Test("tells keys apart that are alike in their lowest bits")
    func collisions() {
        var dictionary = HashedDictionary<UInt64>(capacity: 3)
        let keys = (0..<200).map { UInt64($0) << 32 }
        for key in keys { dictionary.set(key + 1, for: key) }
        #expect(keys.allSatisfy { dictionary[$0] == $0 + 1 })
        #expect(dictionary[200 << 32] == nil)
    }

    @Test("counts")
    func counting() {
        var dictionary = HashedDictionary<Int>()
        for key: UInt64 in [0, 3, 3, .max, 0, 3] { dictionary.count(key) }
        #expect(dictionary[0] == 2)
        #expect(dictionary[3] == 3)
        #expect(dictionary[.max] == 1)
        #expect(dictionary[1] == nil)
    }
}
