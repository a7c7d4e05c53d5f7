extension NetworkAddress {
    /// Whether the address is one of the public Internet: not private, loopback, link-local, shared (CGNAT), multicast, reserved or for documentation,
    /// by the IANA special-purpose registries (RFC 6890). An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4) is judged by that.
    public var isPublic: Bool {
        switch self {
        case .v4(let address): Self.isPublic(v4: address)
        case .v6(let high, let low): Self.isPublic(high, low)
        }
    }

    private static func isPublic(v4 address: UInt32) -> Bool {
        !specialV4.contains { address >> (32 - $0.bits) == $0.prefix >> (32 - $0.bits) }
    }

    private static let specialV4: [(prefix: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8),  // this network; 0.0.0.0 connects to this machine
        (0x0A00_0000, 8),  // 10/8, private
        (0x6440_0000, 10),  // 100.64/10, shared between a provider and its customers
        (0x7F00_0000, 8),  // 127/8, loopback
        (0xA9FE_0000, 16),  // 169.254/16, link-local; the metadata services of clouds
        (0xAC10_0000, 12),  // 172.16/12, private
        (0xC000_0000, 24),  // 192.0.0/24, protocol assignments
        (0xC000_0200, 24),  // 192.0.2/24, documentation
        (0xC058_6300, 24),  // 192.88.99/24, once 6to4 relays
        (0xC0A8_0000, 16),  // 192.168/16, private
        (0xC612_0000, 15),  // 198.18/15, benchmarks
        (0xC633_6400, 24),  // 198.51.100/24, documentation
        (0xCB00_7100, 24),  // 203.0.113/24, documentation
        (0xE000_0000, 4),  // 224/4, multicast
        (0xF000_0000, 4),  // 240/4, reserved; broadcast
    ]

    private static func isPublic(_ high: UInt64, _ low: UInt64) -> Bool {
        if high == 0, low >> 32 == 0xFFFF { return isPublic(v4: UInt32(truncatingIfNeeded: low)) }  // ::ffff:0:0/96, mapped
        if high == 0x0064_FF9B_0000_0000, low >> 32 == 0 { return isPublic(v4: UInt32(truncatingIfNeeded: low)) }  // 64:ff9b::/96, NAT64
        if high >> 48 == 0x2002 { return isPublic(v4: UInt32(truncatingIfNeeded: high >> 16)) }  // 2002::/16, 6to4
        // Only 2000::/3 is given out; loopback, link-local, unique local and multicast lie outside it.
        guard high >> 61 == 1 else { return false }
        if high >> 41 == 0x2001_0000 >> 9 { return false }  // 2001::/23, protocol assignments, Teredo among them
        if high >> 32 == 0x2001_0DB8 { return false }  // 2001:db8::/32, documentation
        if high >> 44 == 0x3FFF0 { return false }  // 3fff::/20, documentation
        return true
    }
}
