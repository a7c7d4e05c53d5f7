import CCurl
import Dispatch
import Glibc

/// The sockets that libcurl listens on: an epoll set, which one Dispatch source watches.
///
/// A source for each socket would wake a thread for each event; so one waking brings all that are ready. And the kernel takes a socket out of the set when
/// it is closed: libcurl (7.88) closes its resolver's, and connections that were never ready for a request, without a word.
final class SocketSet {
    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private var events = [epoll_event](repeating: epoll_event(), count: 64)

    /// Nil where there are no more descriptors. `onReady` is called on `queue`, and again for as long as a socket in the set is ready: it calls ``takeReady(_:)``.
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

    /// Listens for what libcurl asks for: `CURL_POLL_IN`, `OUT`, `INOUT`, `NONE` or `REMOVE`.
    func listen(on socket: Int32, for what: Int32) {
        var event = epoll_event()
        event.data.fd = socket
        if what & CURL_POLL_IN != 0 { event.events |= EPOLLIN.rawValue }
        if what & CURL_POLL_OUT != 0 { event.events |= EPOLLOUT.rawValue }
        guard event.events != 0 else {
            // Not with nothing to listen for: the kernel would go on telling of a peer that has hung up.
            epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, nil)
            return
        }
        if epoll_ctl(descriptor, EPOLL_CTL_MOD, socket, &event) != 0, errno == ENOENT {
            epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event)
        }
    }

    /// Calls `body` with each socket that is ready, and with `CURL_CSELECT_IN`, `OUT` or both.
    func takeReady(_ body: (Int32, Int32) -> Void) {
        // What the first ones set going is often ready by the time that the last ones are served. Not for ever, as others wait for the queue.
        for _ in 0..<8 {
            let count = Int(epoll_wait(descriptor, &events, Int32(events.count), 0))
            guard count > 0 else { return }
            for event in events.prefix(count) {
                // Who has hung up or failed is to be read from and written to, which tells why.
                let hasEnded = event.events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
                let reads = hasEnded || event.events & EPOLLIN.rawValue != 0
                let writes = hasEnded || event.events & EPOLLOUT.rawValue != 0
                body(event.data.fd, (reads ? CURL_CSELECT_IN : 0) | (writes ? CURL_CSELECT_OUT : 0))
            }
        }
    }
}
