import CCurl
import Dispatch
import Glibc

/// Watches one socket for libcurl with Dispatch sources that are made when first needed and sleep while libcurl does not listen.
///
/// Dispatch must be done with a descriptor before it is closed, or the next one of its number is never heard of. So it is a duplicate that is watched,
/// and closed when the last source is cancelled; libcurl may close its own whenever it likes.
final class SocketWatch {
    private let descriptor: Int32
    private let inode: UInt
    private let queue: DispatchQueue
    private let onReady: @Sendable (Int32) -> Void
    private var reading = Side()
    private var writing = Side()

    fileprivate struct Side {
        var source: (any DispatchSourceProtocol)?
        var isAwake = false
    }

    /// Nil where there are no more descriptors. `onReady` gets `CURL_CSELECT_IN` or `CURL_CSELECT_OUT`, on `queue`.
    init?(_ socket: Int32, queue: DispatchQueue, onReady: @escaping @Sendable (Int32) -> Void) {
        descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { return nil }
        inode = Self.inode(of: socket)
        self.queue = queue
        self.onReady = onReady
    }

    /// Whether that descriptor is still the socket that is watched.
    func isStill(_ socket: Int32) -> Bool { Self.inode(of: socket) == inode }

    /// 0 where there is none.
    private static func inode(of socket: Int32) -> UInt {
        var status = stat()
        return fstat(socket, &status) == 0 ? status.st_ino : 0
    }

    /// Listens for what libcurl asks for: `CURL_POLL_IN`, `OUT`, `INOUT` or `NONE`.
    func listen(for what: Int32) {
        if what & CURL_POLL_IN != 0, reading.source == nil {
            reading.source = prepared(DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue), CURL_CSELECT_IN)
        }
        if what & CURL_POLL_OUT != 0, writing.source == nil {
            writing.source = prepared(DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue), CURL_CSELECT_OUT)
        }
        reading.wake(what & CURL_POLL_IN != 0)
        writing.wake(what & CURL_POLL_OUT != 0)
    }

    /// Stops watching and closes the duplicate once that is done.
    func close() {
        let sources = [reading.source, writing.source].compactMap(\.self)
        guard !sources.isEmpty else {
            _ = Glibc.close(descriptor)
            return
        }
        let group = DispatchGroup()
        for source in sources {
            group.enter()
            source.setCancelHandler { group.leave() }
            source.cancel()
        }
        group.notify(queue: queue) { [descriptor] in _ = Glibc.close(descriptor) }
        // A sleeping source is never told that it was cancelled.
        reading.wake(true)
        writing.wake(true)
        reading.source = nil
        writing.source = nil
    }

    private func prepared(_ source: any DispatchSourceProtocol, _ side: Int32) -> any DispatchSourceProtocol {
        source.setEventHandler { [onReady] in onReady(side) }
        return source
    }
}

extension SocketWatch.Side {
    fileprivate mutating func wake(_ shouldBeAwake: Bool) {
        guard let source, shouldBeAwake != isAwake else { return }
        isAwake = shouldBeAwake
        if shouldBeAwake { source.resume() } else { source.suspend() }
    }
}
