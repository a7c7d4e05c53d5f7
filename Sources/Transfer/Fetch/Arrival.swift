import Compression

/// What a transfer ends with: the response, and its body apart where that is still packed.
struct Arrival: Sendable {
    var response: Response
    var packed: Packed?

    /// A body in gzip, as it came. Its lease grows on when there is room for what it unpacks to.
    struct Packed: Sendable {
        let bytes: [UInt8]
        let lease: Lease?
        /// Who sent it, for errors.
        let host: String
    }

    /// The response with its body unpacked, once the memory budget has room for that.
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
        if let error = response.interruption, !error.leaves(unpacked.bytes, of: request) { throw error }
        return response
    }
}
