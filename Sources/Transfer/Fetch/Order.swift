/// One fetch that was asked for, on its way to the transfer queue.
struct Order: Sendable {
    var request: Request
    var url: WebURL
    var ticket: Ticket
    /// Resumed once, whatever happens.
    var completion: CheckedContinuation<Transfer.Outcome, Never>
}
