import Dispatch
import Glibc
import Journal

/// The signals that a daemon lives by, as a stream.
struct Signals {
    enum Event: Sendable {
        /// SIGTERM or SIGINT.
        case stop
        /// SIGHUP.
        case reload
    }

    let events: AsyncStream<Event>
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over; a broken pipe and a passed file-size limit become errors of the calls they concern.
    init() {
        signal(SIGPIPE, SIG_IGN)
        ignoreFileSizeSignal()
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        self.events = events
        sources = [(SIGTERM, Event.stop), (SIGINT, .stop), (SIGHUP, .reload)].map { number, event in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(event) }
            source.resume()
            return source
        }
    }
}
