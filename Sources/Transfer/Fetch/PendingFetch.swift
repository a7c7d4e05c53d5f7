/// A fetch that was asked for, on its way to the transfer queue.
struct PendingFetch: Sendable {
    var request: Request
    var url: FetchURL
    var cancellation: CancellationFlag
    /// Resumed exactly once, however the fetch ends.
    var completion: CheckedContinuation<HTTPTransfer.Outcome, Never>
}
