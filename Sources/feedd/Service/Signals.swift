import Dispatch
import Glibc
import Journal

/// The signals that control a daemon, as a stream.
struct Signals {
    enum Request: Sendable {
        /// SIGTERM or SIGINT.
        case stop
        /// SIGHUP.
        case reload
    }

    let received: AsyncStream<Request>
    /// Ends the stream.
    let end: @Sendable () -> Void
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over. SIGPIPE and SIGXFSZ are ignored, so that the calls that cause them fail with an error instead.
    init() {
        signal(SIGPIPE, SIG_IGN)
        ignoreFileSizeSignal()
        let (received, continuation) = AsyncStream.makeStream(of: Request.self)
        self.received = received
        end = { continuation.finish() }
        sources = [(SIGTERM, Request.stop), (SIGINT, .stop), (SIGHUP, .reload)].map { number, request in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(request) }
            source.resume()
            return source
        }
    }
}
