import Glibc
import Testing

@testable import Transfer

@Suite("Network addresses")
struct NetworkAddressTests {
    @Test(
        "an address is public unless a registry reserves it for something else",
        arguments: [
            ("1.1.1.1", true), ("8.8.8.8", true), ("9.255.255.255", true), ("11.0.0.0", true), ("100.63.255.255", true),
            ("100.128.0.0", true),
            ("172.15.255.255", true), ("172.32.0.0", true), ("192.167.255.255", true), ("192.169.0.0", true), ("198.17.255.255", true),
            ("198.20.0.0", true), ("223.255.255.255", true), ("126.255.255.255", true), ("128.0.0.0", true), ("169.253.0.1", true),
            ("0.0.0.0", false), ("0.1.2.3", false), ("10.0.0.0", false), ("10.255.255.255", false), ("100.64.0.0", false),
            ("100.127.255.255", false), ("127.0.0.1", false), ("127.255.255.255", false), ("169.254.169.254", false), ("172.16.0.0", false),
            ("172.31.255.255", false), ("192.0.0.1", false), ("192.0.2.1", false), ("192.88.99.1", false), ("192.168.0.0", false),
            ("192.168.255.255", false), ("198.18.0.0", false), ("198.19.255.255", false), ("198.51.100.1", false), ("203.0.113.1", false),
            ("224.0.0.1", false), ("239.255.255.255", false), ("240.0.0.0", false), ("255.255.255.255", false),
            ("2606:4700:4700::1111", true), ("2a00:1450:4001::1", true), ("2001:4860:4860::8888", true), ("2001:200::1", true),
            ("::ffff:8.8.8.8", true), ("64:ff9b::8.8.8.8", true), ("2002:0808:0808::1", true),
            ("::", false), ("::1", false), ("::8.8.8.8", false), ("::ffff:127.0.0.1", false), ("::ffff:10.0.0.1", false),
            ("::ffff:0.0.0.0", false), ("64:ff9b::10.0.0.1", false), ("64:ff9b:1::8.8.8.8", false), ("2002:7f00:0001::1", false),
            ("2002:c0a8:0001::1", false), ("2001::1", false), ("2001:1ff::1", false), ("2001:db8::1", false), ("3fff::1", false),
            ("3fff:fff::1", false), ("fc00::1", false), ("fdff::1", false), ("fe80::1", false), ("fec0::1", false), ("ff02::1", false),
            ("100::1", false), ("4000::1", false), ("5f00::1", false),
        ])
    func publicness(text: String, isPublic: Bool) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address.isPublic == isPublic)
        #expect(NetworkAddress(address.description) == address)
    }

    @Test("a socket address of another family, or one that is too short, has no network address")
    func sockets() {
        var v4 = sockaddr_in()
        v4.sin_family = sa_family_t(AF_INET)
        v4.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var unix = sockaddr()
        unix.sa_family = sa_family_t(AF_UNIX)
        withUnsafePointer(to: &v4) { v4 in
            v4.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                #expect(NetworkAddress($0, length: MemoryLayout<sockaddr_in>.size) == .v4(0x7F00_0001))
                #expect(NetworkAddress($0, length: 4) == nil)
            }
        }
        #expect(NetworkAddress(&unix, length: MemoryLayout<sockaddr>.size) == nil)
        #expect(NetworkAddress("example.org") == nil)
    }
}
