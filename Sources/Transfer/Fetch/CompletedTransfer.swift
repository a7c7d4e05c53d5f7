import Compression

/// The result of a transfer that received a response. A gzip body is not decompressed yet: that happens in the task that asked, not on the transfer queue.
struct CompletedTransfer: Sendable {
    /// Without a body while ``packed`` holds it.
    var response: Response
    var packed: PackedBody?

    /// A gzip body as it was received.
    struct PackedBody: Sendable {
        let bytes: [UInt8]
        /// Open, so that it can grow to the decompressed size when the memory budget has room.
        let lease: Lease?
        /// The host that sent it, for errors.
        let host: String
    }

    /// The response with its body decompressed. Waits until the memory budget has room for it.
    func unpacked(for request: Request) async throws(TransferError) -> Response {
        guard let packed else { return response }
        await packed.lease?.waitForRoom()
        if Task.isCancelled { throw .cancelled }
        let unpacked = Gzip.unpack(packed.bytes, limit: request.bodyLimit)
        packed.lease?.grow(by: unpacked.bytes.capacity - packed.bytes.capacity)
        packed.lease?.close()
        var response = response
        response.body = Body(bytes: unpacked.bytes, lease: packed.lease)
        switch unpacked.end {
        case .whole: break
        case .damaged: response.interruption = .badContentEncoding(host: packed.host)
        case .atLimit: response.interruption = .tooLarge(host: packed.host, limit: request.bodyLimit)
        }
        if let error = response.interruption, !error.leavesUsable(unpacked.bytes, of: request) { throw error }
        return response
    }
}
