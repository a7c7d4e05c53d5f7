import TestSupport
import Testing

@testable import Bytes

@Suite("Sixteen bytes at once")
struct ByteBlockTests {
    /// Every byte value sixteen times, once in each place of a block.
    static let everyByte: [[UInt8]] = (0..<256).map { shift in (0..<16).map { UInt8(truncatingIfNeeded: shift + $0 * 17) } }

    static func mask(_ bytes: [UInt8], _ isMeant: (UInt8) -> Bool) -> UInt16 {
        bytes.enumerated().reduce(0) { $0 | (isMeant($1.element) ? 1 << UInt16($1.offset) : 0) }
    }

    @Test("a mask tells of each byte what a look at it alone tells", arguments: [0x00, 0x1F, 0x22, 0x7F, 0x80, 0xE2, 0xFF] as [UInt8])
    func masks(byte: UInt8) {
        for bytes in Self.everyByte {
            let block = ByteBlock(bytes)
            #expect(block.equal(byte) == Self.mask(bytes) { $0 == byte })
            #expect(block.atMost(byte) == Self.mask(bytes) { $0 <= byte })
            #expect(block.within(byte...max(byte, 0xF0)) == Self.mask(bytes) { $0 >= byte && $0 <= max(byte, 0xF0) })
            #expect(block.setting(byte).equal(byte) == Self.mask(bytes) { $0 | byte == byte })
            #expect(block.turning(byte).atMost(0x20) == Self.mask(bytes) { $0 ^ byte <= 0x20 })
        }
    }

    @Test("controls, and what is not ASCII, are found in every place")
    func classes() {
        for bytes in Self.everyByte {
            #expect(ByteBlock(bytes).controls == Self.mask(bytes) { $0 < 0x20 })
            #expect(ByteBlock(bytes).highs == Self.mask(bytes) { $0 >= 0x80 })
        }
    }

    @Test("capitals become small, and no other byte changes")
    func capitals() {
        for bytes in Self.everyByte {
            var small = [UInt8](repeating: 0, count: 16)
            ByteBlock(bytes).lowercased.store(to: &small)
            #expect(small == bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 })
        }
    }

    @Test("fewer than sixteen bytes are a block with zeros behind them", arguments: 0...15)
    func part(count: Int) {
        var stored = [UInt8](repeating: 0xFF, count: 17)
        withGuarded((0..<count).map { UInt8($0 + 1) }) { bytes in
            if let start = bytes.baseAddress { ByteBlock(start, count).store(to: &stored) }
        }
        #expect(stored == (0..<16).map { $0 < count ? UInt8($0 + 1) : 0 } + [0xFF])
        #expect(ByteBlock.first(count) == Self.mask(Array(stored.prefix(16))) { $0 > 0 })
    }

    @Test("the first byte that is searched for is found wherever it stands, and no byte beyond the end is read", arguments: 0...50)
    func search(count: Int) {
        let plain = [UInt8](repeating: UInt8(ascii: "a"), count: count)
        #expect(firstPlace(in: plain, from: 0) == count)
        for place in 0..<count {
            var bytes = plain
            bytes[place] = 0
            if place + 3 < count { bytes[place + 3] = 0 }
            for start in 0...place { #expect(firstPlace(in: bytes, from: start) == place) }
        }
    }

    @Test("a run is copied up to where it ends, and nothing is written beyond the room there is", arguments: 0...50)
    func copying(count: Int) {
        let end = UInt8(ascii: "|")
        for place in 0...count {
            var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: count)
            if place < count { bytes[place] = end }
            for room in [place, place + 1, 16, count + 15, count + 16] {
                var output = [UInt8](repeating: 0, count: room + 1)
                let copied = withGuarded(bytes) { bytes in
                    output.withUnsafeMutableBufferPointer { output in
                        bytes.copyRun(from: 0, to: UnsafeMutableBufferPointer(rebasing: output[..<room])) { $0.equal(end) }
                    }
                }
                #expect(copied == place || copied < place && room - copied < ByteBlock.count)
                #expect(output.prefix(copied) == bytes.prefix(copied))
                #expect(output.last == 0)
            }
        }
    }

    private func firstPlace(in bytes: [UInt8], from start: Int) -> Int {
        withGuarded(bytes) { $0.firstPlace(from: start) { $0.equal(0) } }
    }
}
