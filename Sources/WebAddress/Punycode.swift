/// Labels of host names outside ASCII, written in ASCII (RFC 3492).
package enum Punycode {
    private static let base: UInt32 = 36
    private static let tMin: UInt32 = 1
    private static let tMax: UInt32 = 26
    /// In bytes. A label of the DNS has no more, the `xn--` included, so nothing longer is worth encoding.
    private static let longest = 63

    /// The encoded label without the `xn--`; nil where it is too long.
    package static func encode(_ label: [Unicode.Scalar]) -> [UInt8]? {
        if label.count > longest { return nil }
        var output = label.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        let basic = UInt32(truncatingIfNeeded: output.count)
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var n: UInt32 = 128
        var delta: UInt32 = 0
        var bias: UInt32 = 72
        var handled = basic
        while handled < UInt32(truncatingIfNeeded: label.count) {
            guard let next = label.lazy.map(\.value).filter({ $0 >= n }).min() else { return nil }
            delta = delta &+ (next &- n) &* (handled &+ 1)
            n = next
            for scalar in label {
                if scalar.value < n { delta = delta &+ 1 }
                if scalar.value == n {
                    encode(delta, bias, into: &output)
                    bias = adapt(delta, handled &+ 1, isFirst: handled == basic)
                    delta = 0
                    handled = handled &+ 1
                }
            }
            delta = delta &+ 1
            n = n &+ 1
        }
        return output.count + 4 > longest ? nil : output
    }

    private static func encode(_ delta: UInt32, _ bias: UInt32, into output: inout [UInt8]) {
        var q = delta
        var k = base
        while true {
            let t = k <= bias ? tMin : k >= bias &+ tMax ? tMax : k &- bias
            if q < t { break }
            output.append(digit(t &+ (q &- t) % (base &- t)))
            q = (q &- t) / (base &- t)
            k = k &+ base
        }
        output.append(digit(q))
    }

    private static func adapt(_ delta: UInt32, _ points: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta = delta &+ delta / points
        var k: UInt32 = 0
        while delta > ((base &- tMin) &* tMax) / 2 {
            delta /= base &- tMin
            k = k &+ base
        }
        return k &+ (base &- tMin &+ 1) &* delta / (delta &+ 38)
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value &+ 0x61 : value &+ 22)
    }
}
