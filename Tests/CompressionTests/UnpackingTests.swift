import Testing

@testable import Compression

@Suite("Unpacking")
struct UnpackingTests {
    static let text = Array("hello hello hello hello".utf8)
    static let zlib: [UInt8] = [
        0x78, 0x9C, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01, 0x68, 0x03, 0x08, 0xB1,
    ]
    static let raw: [UInt8] = [
        0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01,
    ]
    static let zstd: [UInt8] = [
        0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, 0x65, 0x00, 0x00, 0x30, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x20, 0x01, 0x00, 0x99, 0x4B, 0x11,
    ]
    /// 300,000 times the letter a: three blocks, of 128 KiB at most.
    static let zstdOfThreeBlocks: [UInt8] = [
        0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x54, 0x00, 0x00, 0x10, 0x61, 0x61, 0x01, 0x00, 0xFB, 0xFF, 0x39, 0xC0, 0x02, 0x02, 0x00, 0x10,
        0x61, 0x03, 0x9F, 0x04, 0x61, 0x8D, 0x5F, 0x04, 0xA6,
    ]

    static let all: [(BodyCoding, [UInt8])] = [(.gzip, GzipTests.member), (.deflate, zlib), (.deflate, raw), (.zstd, zstd)]

    @Test("a body is unpacked whole, up to the limit itself, and cut beyond it", arguments: all)
    func limit(coding: BodyCoding, packed: [UInt8]) {
        for limit in [Self.text.count, 1 << 20] { expect(packed, coding, limit: limit, Self.text, .whole) }
        expect(packed, coding, limit: 22, Self.text.dropLast(), .atLimit)
        expect(packed, coding, limit: 0, [], .atLimit)
    }

    @Test("of a body that ends early all that arrived is there, and that it is cut", arguments: all)
    func cut(coding: BodyCoding, packed: [UInt8]) {
        for count in 1..<packed.count {
            let unpacked = Unpacking.run(Array(packed.prefix(count)), coding, limit: 1 << 20)
            #expect(unpacked.end == .cut && Self.text.starts(with: unpacked.bytes), "\(count) bytes")
        }
    }

    @Test("damage anywhere does no harm", arguments: all)
    func damaged(coding: BodyCoding, packed: [UInt8]) {
        for place in packed.indices {
            var bytes = packed
            bytes[place] ^= 0xFF
            #expect(Unpacking.run(bytes, coding, limit: 100).bytes.count <= 100)
        }
        expect(Array("<this is not compressed/>".utf8), coding, limit: 100, [], .damaged)
    }

    @Test("of zstd the blocks that are whole are there")
    func blocks() {
        let packed = Self.zstdOfThreeBlocks
        expect(packed, .zstd, limit: 300_000, Array(repeating: 0x61, count: 300_000), .whole)
        let cut = Unpacking.run(packed.dropLast(6), .zstd, limit: 300_000)
        #expect(cut.end == .cut && cut.bytes.count == 2 * 131_072)
    }

    @Test("frames of zstd follow each other")
    func frames() {
        expect(Self.zstd + Self.zstd, .zstd, limit: 100, Self.text + Self.text, .whole)
    }

    @Test("a window larger than 8 MiB is refused before it is allocated")
    func window() throws {
        // A frame header without content size: window descriptor 0xA0 is 2^30 bytes.
        let unpacking = try Unpacking([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA0, 0x01, 0x00, 0x00], .zstd, limit: 100)
        #expect(unpacking.step() == .ended(.damaged))
        #expect(unpacking.memory < 1 << 20)
    }

    @Test("a step produces no more than 64 KiB, and says what is in memory")
    func steps() throws {
        let unpacking = try Unpacking(Self.zstdOfThreeBlocks, .zstd, limit: 1 << 20)
        #expect(unpacking.step() == .more)
        #expect(unpacking.bytes.count == 64 << 10)
        #expect(unpacking.memory >= unpacking.bytes.capacity)
    }

    private func expect(_ packed: [UInt8], _ coding: BodyCoding, limit: Int, _ bytes: some Sequence<UInt8>, _ end: Unpacked.End) {
        let unpacked = Unpacking.run(packed, coding, limit: limit)
        #expect(unpacked.bytes == Array(bytes))
        #expect(unpacked.end == end)
    }
}
