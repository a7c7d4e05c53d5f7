import TestSupport
import Testing

@testable import Bytes

@Suite("The byte buffer")
struct ByteBufferTests {
    @Test("holds what was appended, in whatever way and however often it grew")
    func appending() {
        var generator = Noise(seed: 5)
        for _ in 0..<200 {
            var buffer = generator.next(2) == 0 ? ByteBuffer() : ByteBuffer(capacity: 1)
            if generator.next(2) == 0 { buffer.reserve(generator.next(100)) }
            var expected: [UInt8] = []
            for _ in 0..<40 {
                let bytes = (0..<generator.next(120)).map { _ in UInt8(truncatingIfNeeded: generator.next(256)) }
                switch generator.next(7) {
                case 0:
                    buffer.append(7)
                    expected.append(7)
                case 1:
                    bytes.withUnsafeBufferPointer { buffer.append($0) }
                    expected += bytes
                case 2:
                    let stop = UInt8(truncatingIfNeeded: generator.next(8))
                    let place = generator.next(bytes.count + 1)
                    let end = bytes[place...].firstIndex(of: stop) ?? bytes.count
                    #expect(bytes.withUnsafeBufferPointer { buffer.append($0, from: place) { $0.equal(stop) } } == end)
                    expected += bytes[place..<end]
                case 3:
                    buffer.append("abc")
                    expected += Array("abc".utf8)
                case 4:
                    buffer.append(string: "дa")
                    expected += Array("дa".utf8)
                case 5:
                    let room = buffer.room(for: bytes.count)
                    for (offset, byte) in bytes.enumerated() { room[offset] = byte }
                    buffer.extend(by: bytes.count)
                    expected += bytes
                default:
                    let length = generator.next(17)
                    buffer.append(words: 0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908, length: length)
                    expected += (0..<length).map { UInt8($0) }
                }
                #expect(buffer.bytes.elementsEqual(expected))
                #expect(buffer.count == expected.count)
                #expect(buffer.last == expected.last ?? 0)
            }
            let offset = generator.next(expected.count + 1)
            #expect(buffer.bytes(from: offset).elementsEqual(expected[offset...]))
            #expect(buffer[offset] == (offset < expected.count ? expected[offset] : 0))
            #expect(buffer[-1] == 0)
            buffer.truncate(offset)
            #expect(buffer.bytes.elementsEqual(expected[..<offset]))
            buffer.removeAll(keepingAtMost: 64, else: 64)
            #expect(buffer.count == 0)
            buffer.append(9)
            #expect(buffer.bytes.elementsEqual([9]))
        }
    }

    @Test("holds nothing before the first byte, and allocates nothing for it")
    func empty() {
        var buffer = ByteBuffer()
        #expect(buffer.count == 0 && buffer.last == 0 && buffer[0] == 0 && buffer.bytes.isEmpty)
        buffer.truncate(0)
        buffer.removeAll()
        #expect([UInt8]().withUnsafeBufferPointer { buffer.append($0, from: 0) { $0.equal(0) } } == 0)
        #expect(buffer.string.isEmpty)
    }

    @Test("writes scalars in UTF-8", arguments: ["$", "é", "д", "…", "字", "😀", "\u{10FFFF}"] as [Unicode.Scalar])
    func scalars(_ scalar: Unicode.Scalar) {
        var buffer = ByteBuffer(capacity: 8)
        buffer.append(scalar: scalar.value)
        #expect(buffer.string == String(Character(scalar)))
    }
}
