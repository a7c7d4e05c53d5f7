import Testing

@testable import Compression

@Suite("Gzip")
struct GzipTests {
    /// "hello hello hello hello"
    static let member: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01, 0xE3, 0x51,
        0x3D, 0x8D, 0x17, 0x00, 0x00, 0x00,
    ]
    static let text = Array("hello hello hello hello".utf8)

    @Test("a body that is as its end says is unpacked whole, up to the limit itself")
    func whole() {
        expect(Self.member, limit: 1 << 20, Self.text, .whole)
        expect(Self.member, limit: 23, Self.text, .whole)
    }

    @Test("libdeflate takes what is whole, and nothing else")
    func byLibdeflate() {
        #expect(Gzip.unpackWhole(Self.member, to: 23) == Self.text)
        #expect(Gzip.unpackWhole(Self.member, to: 22) == nil)
        #expect(Gzip.unpackWhole(Self.member + Self.member, to: 23) == nil)
        #expect(Gzip.unpackWhole(Self.member.dropLast(), to: 23) == nil)
    }

    @Test("more than the limit is cut there")
    func limit() {
        expect(Self.member, limit: 22, Self.text.dropLast(), .atLimit)
        expect(Self.member + Self.member, limit: 24, Self.text + Self.text.prefix(1), .atLimit)
        expect(Self.member + Self.member, limit: 23, Self.text, .atLimit)
    }

    @Test("members follow each other, and what follows the last is left out")
    func members() {
        expect(Self.member + Self.member, limit: 1 << 20, Self.text + Self.text, .whole)
        expect(Self.member + Array("\0\0\0 padding".utf8), limit: 1 << 20, Self.text, .whole)
        expect(Self.member + Array("\0\0\0 padding".utf8), limit: 23, Self.text, .whole)
    }

    @Test("a size that is not the body's does no harm", arguments: [0, 1, 22, 24, 5000, 0xFFFF_FFFF] as [UInt32])
    func wrongSize(size: UInt32) {
        let lying = Self.member.dropLast(4) + (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
        expect(Array(lying), limit: 1 << 20, Self.text, .damaged)
    }

    @Test("of a body that is cut short all that arrived is there")
    func cut() {
        for count in 0..<Self.member.count {
            let unpacked = Unpacking.run(Array(Self.member.prefix(count)), .gzip, limit: 1 << 20)
            #expect(unpacked.end == .cut && Self.text.starts(with: unpacked.bytes), "\(count) bytes")
            if count >= Self.member.count - 8 { #expect(unpacked.bytes == Self.text, "\(count) bytes") }
        }
    }

    @Test("a damaged body is there up to the damage")
    func damaged() {
        var bytes = Self.member
        bytes[bytes.count - 5] ^= 1
        expect(bytes, limit: 1 << 20, Self.text, .damaged)
        expect(Array("this is no gzip, whatever it is called".utf8), limit: 1 << 20, [], .damaged)
        for place in bytes.indices {
            var bytes = Self.member
            bytes[place] ^= 0xFF
            _ = Unpacking.run(bytes, .gzip, limit: 100)
        }
    }

    private func expect(_ packed: [UInt8], limit: Int, _ bytes: some Sequence<UInt8>, _ end: Unpacked.End) {
        let unpacked = Unpacking.run(packed, .gzip, limit: limit)
        #expect(unpacked.bytes == Array(bytes))
        #expect(unpacked.end == end)
    }
}
