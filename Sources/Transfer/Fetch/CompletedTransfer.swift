import Compression

/// The result of a transfer that received a response. A compressed body is not decompressed yet: that happens in the task that asked, not on the transfer
/// queue.
struct CompletedTransfer: Sendable {
    /// Without a body while ``packed`` holds it.
    var response: Response
    var packed: PackedBody?

    /// A compressed body as it was received.
    struct PackedBody: Sendable {
        let bytes: [UInt8]
        /// In the order in which they were applied.
        let codings: [BodyCoding]
        /// Open, so that it can grow as the body is decompressed while the memory budget has room.
        let lease: Lease?
        /// The host that sent it, for errors.
        let host: String
    }

    /// The response with its body decompressed. Waits until the memory budget has room for it.
    func unpacked(for request: Request) async throws(TransferError) -> Response {
        guard let packed else { return response }
        var body = packed.bytes
        var end = Unpacked.End.whole
        for coding in packed.codings.reversed() {
            let unpacked = try await packed.unpack(body, coding, limit: request.bodyLimit)
            body = unpacked.bytes
            end = unpacked.end == .whole ? end : unpacked.end
        }
        packed.lease?.close()
        var response = response
        switch end {
        case .whole: break
        // Where the connection broke off, that is why.
        case .cut: response.interruption = response.interruption ?? .cutContent(host: packed.host)
        case .damaged: response.interruption = .badContentEncoding(host: packed.host)
        case .atLimit: response.interruption = .tooLarge(host: packed.host, limit: request.bodyLimit)
        }
        if let error = response.interruption, !error.leavesUsable(body, of: request) { throw error }
        response.body = Body(bytes: body, lease: packed.lease)
        return response
    }
}

extension CompletedTransfer.PackedBody {
    /// Bodies of up to this many bytes, decompressed, are decompressed on the caller's thread, since a change of threads would take longer. Larger ones are
    /// not: the caller's queue may be the one that all transfers run on.
    private static let unpackedInPlace = 256 << 10

    fileprivate func unpack(_ packed: [UInt8], _ coding: BodyCoding, limit: Int) async throws(TransferError) -> Unpacked {
        let announced = coding.announcedSize(of: packed).flatMap { $0 <= limit ? $0 : nil }
        if let announced, announced <= Self.unpackedInPlace { return try await unpackHere(packed, coding, announced, limit: limit) }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(TransferError) -> Unpacked in
            try await unpackHere(packed, coding, announced, limit: limit)
        }
    }

    private func unpackHere(
        _ packed: [UInt8], _ coding: BodyCoding, _ announced: Int?, limit: Int
    ) async throws(TransferError) -> Unpacked {
        if coding == .gzip, let announced {
            // The whole at once, in a third of the time.
            try await take(announced)
            if let bytes = Gzip.unpackWhole(packed, to: announced) {
                lease?.grow(by: -packed.capacity)
                return Unpacked(bytes: bytes, end: .whole)
            }
            lease?.grow(by: -announced)
        }
        return try await unpackInSteps(packed, coding, limit: limit)
    }

    private func unpackInSteps(_ packed: [UInt8], _ coding: BodyCoding, limit: Int) async throws(TransferError) -> Unpacked {
        let unpacking: Unpacking
        do { unpacking = try Unpacking(packed, coding, limit: limit) } catch { throw .failed(reason: "out of memory") }
        var taken = 0
        while true {
            let step = unpacking.step()
            let growth = unpacking.memory - taken
            taken += growth
            lease?.grow(by: growth)
            if case .ended(let end) = step {
                lease?.grow(by: unpacking.bytes.capacity - taken - packed.capacity)
                return Unpacked(bytes: unpacking.bytes, end: end)
            }
            if growth > 0 { try await take(0) }
        }
    }

    /// Counts more against the budget once there is room.
    private func take(_ bytes: Int) async throws(TransferError) {
        if let lease, !lease.hasRoom { await lease.waitForRoom() }
        if Task.isCancelled { throw .cancelled }
        lease?.grow(by: bytes)
    }
}
