@testable import Transfer

/// A fetcher that may connect to the tests' servers, without a proxy whatever the environment says.
func makeFetcher(
    connections: Int = 64, perHost: Int = 64, budget: MemoryBudget = MemoryBudget(limit: 32 << 20), slowTime: Duration = .seconds(30),
    allowsPrivateAddresses: Bool = true, proxies: ProxySettings = ProxySettings { _ in nil }
) -> Fetcher {
    Fetcher(
        configuration: .init(
            userAgent: "feedd/test", connections: connections, perHost: perHost, allowsPrivateAddresses: allowsPrivateAddresses,
            slowTime: slowTime,
            proxies: proxies),
        budget: budget)
}

/// The error of a fetch; nil where it succeeds.
func failure(of fetcher: Fetcher, _ request: Request) async -> TransferError? {
    do throws(TransferError) {
        _ = try await fetcher.fetch(request)
        return nil
    } catch {
        return error
    }
}

/// The deflate stream (RFC 1951) of `count` × 2064 zero bytes, 13 bytes for each: fixed codes, a literal and then matches of 258 at distance 1; without an end.
func deflateBomb(_ count: Int) -> [UInt8] {
    var bits: [UInt8] = [0, 1, 0]  // not the last block; fixed codes (01, low bit first)
    bits += [0, 0, 1, 1, 0, 0, 0, 0]  // literal 0
    let match: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]  // length 258, distance 1
    for _ in 0..<8 * count { bits += match }
    bits += Array(repeating: 0, count: (8 - bits.count % 8) % 8)
    return stride(from: 0, to: bits.count, by: 8).map { start in
        (0..<8).reduce(UInt8(0)) { $0 | bits[start + $1] << UInt8($1) }
    }
}

/// Bytes as a gzip member of stored blocks, without its checksum and size.
func storedGzip(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    for start in stride(from: 0, to: bytes.count, by: 65_535) {
        let block = bytes[start..<min(start + 65_535, bytes.count)]
        let size = UInt16(block.count)
        packed += [start + 65_535 >= bytes.count ? 1 : 0, UInt8(size & 0xFF), UInt8(size >> 8), UInt8(~size & 0xFF), UInt8(~size >> 8)]
        packed += block
    }
    return packed
}

/// Waits until nothing of the budget is in use: the last reference to a body may be released a moment after its fetch has returned.
func allReturned(to budget: MemoryBudget) async throws {
    while budget.used > 0 { try await Task.sleep(for: .milliseconds(5)) }
}
