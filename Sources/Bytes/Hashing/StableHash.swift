/// A fast 64-bit hash that is the same on every machine and in every release, for values that the store keeps.
///
/// wyhash (Wang Yi, public domain, final version 4). It has no secret key: whoever could forge content with an equal hash could as well give an item
/// another one's guid.
public enum StableHash {
    @inlinable @inline(__always)
    static var secret: (UInt64, UInt64, UInt64, UInt64) {
        (0x2D35_8DCC_AA6C_78A5, 0x8BB8_4B93_962E_ACC9, 0x4B33_A62E_D433_D4A3, 0x4D5A_2DA5_1DE1_AA47)
    }

    public static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        bytes.withUnsafeBytes { hash($0, seed: seed) }
    }

    public static func hash(_ string: String, seed: UInt64 = 0) -> UInt64 {
        var string = string
        return string.withUTF8 { hash(UnsafeRawBufferPointer($0), seed: seed) }
    }

    /// The hash of two hashes; their order matters.
    @inlinable @inline(__always)
    public static func combine(_ a: UInt64, _ b: UInt64) -> UInt64 {
        mix(a ^ secret.0, b ^ secret.1)
    }

    public static func hash(_ input: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        let length = input.count
        var seed = seed ^ mix(seed ^ secret.0, secret.1)
        let a: UInt64
        let b: UInt64
        if length <= 16 {
            if length >= 4 {
                let middle = (length >> 3) << 2
                a = read4(input, 0) << 32 | read4(input, middle)
                b = read4(input, length - 4) << 32 | read4(input, length - 4 - middle)
            } else if length > 0 {
                a = UInt64(input[0]) << 16 | UInt64(input[length >> 1]) << 8 | UInt64(input[length - 1])
                b = 0
            } else {
                (a, b) = (0, 0)
            }
        } else {
            var at = 0
            var left = length
            if left > 48 {
                var (see1, see2) = (seed, seed)
                repeat {
                    seed = mix(read8(input, at) ^ secret.1, read8(input, at + 8) ^ seed)
                    see1 = mix(read8(input, at + 16) ^ secret.2, read8(input, at + 24) ^ see1)
                    see2 = mix(read8(input, at + 32) ^ secret.3, read8(input, at + 40) ^ see2)
                    at += 48
                    left -= 48
                } while left > 48
                seed ^= see1 ^ see2
            }
            while left > 16 {
                seed = mix(read8(input, at) ^ secret.1, read8(input, at + 8) ^ seed)
                at += 16
                left -= 16
            }
            a = read8(input, length - 16)
            b = read8(input, length - 8)
        }
        let product = (a ^ secret.1).multipliedFullWidth(by: b ^ seed)
        return mix(product.low ^ secret.0 ^ UInt64(length), product.high ^ secret.1)
    }

    @inlinable @inline(__always)
    static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.low ^ product.high
    }

    private static func read8(_ input: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        input.littleEndian(at: offset)
    }

    private static func read4(_ input: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(input.littleEndian(at: offset, as: UInt32.self))
    }
}
