import CCurl
import Dispatch
import Glibc

/// The sockets that libcurl waits for: an epoll set, watched by one Dispatch source.
///
/// A Dispatch source per socket would wake a thread for each event; this way one wake-up serves all sockets that are ready. Also, the kernel removes a
/// socket from the set when it is closed: libcurl (7.88) closes its resolver's sockets, and connections on which no request was made, without saying so.
final class SocketSet {
    /// How often the set is asked again before other work on the queue gets its chance: serving the first sockets takes long enough for more to be ready.
    private static let mostRounds = 8

    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private var events = [epoll_event](repeating: epoll_event(), count: 64)

    /// Nil where there are no more file descriptors. `onReady` is called on `queue`, again and again as long as a socket is ready (level-triggered): it calls
    /// ``forEachReady(_:)``.
    init?(queue: DispatchQueue, onReady: @escaping @Sendable () -> Void) {
        let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler(handler: onReady)
        source.setCancelHandler { _ = close(descriptor) }
        source.resume()
    }

    deinit {
        source.cancel()
    }

    /// Watches a socket for what libcurl asks for: `CURL_POLL_IN`, `OUT`, `INOUT`, `NONE` or `REMOVE`.
    func watch(_ socket: Int32, for what: Int32) {
        var event = epoll_event()
        event.data.fd = socket
        if what & CURL_POLL_IN != 0 { event.events |= EPOLLIN.rawValue }
        if what & CURL_POLL_OUT != 0 { event.events |= EPOLLOUT.rawValue }
        guard event.events != 0 else {
            // A socket that is watched for no event would still be reported when its peer hangs up, without end.
            epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, nil)
            return
        }
        if epoll_ctl(descriptor, EPOLL_CTL_MOD, socket, &event) != 0, errno == ENOENT {
            epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event)
        }
    }

    /// Calls `body` with each socket that is ready, and with `CURL_CSELECT_IN`, `OUT` or both.
    func forEachReady(_ body: (Int32, Int32) -> Void) {
        for _ in 0..<Self.mostRounds {
            let count = Int(epoll_wait(descriptor, &events, Int32(events.count), 0))
            guard count > 0 else { return }
            for event in events.prefix(count) {
                // Reading from and writing to a socket that failed or was closed tells libcurl why.
                let hasEnded = event.events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
                let isReadable = hasEnded || event.events & EPOLLIN.rawValue != 0
                let isWritable = hasEnded || event.events & EPOLLOUT.rawValue != 0
                body(event.data.fd, (isReadable ? CURL_CSELECT_IN : 0) | (isWritable ? CURL_CSELECT_OUT : 0))
            }
        }
    }
}
