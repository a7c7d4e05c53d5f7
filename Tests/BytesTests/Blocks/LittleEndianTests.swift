import Testing

@testable import Bytes

@Suite("Little-endian numbers")
struct LittleEndianTests {
    @Test("are written lowest byte first and read back from any place")
    func numbers() {
        var bytes: [UInt8] = [0xFF]
        bytes.append(littleEndian: 0x0102 as UInt16)
        bytes.append(littleEndian: 0x0304_0506 as UInt32)
        bytes.append(littleEndian: -2 as Int64)
        #expect(bytes == [0xFF, 2, 1, 6, 5, 4, 3, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        bytes.withUnsafeBytes { bytes in
            #expect(bytes.littleEndian(at: 1) as UInt16 == 0x0102)
            #expect(bytes.littleEndian(at: 3, as: UInt32.self) == 0x0304_0506)
            #expect(bytes.littleEndian(at: 7, as: Int64.self) == -2)
        }
    }
}
