import Glibc
import Journal
import Synchronization

/// The signals that control a daemon, as a stream; and the end of the process where it does not stop by itself.
///
/// A thread of its own waits for them: it runs also while documents keep all threads of the pools busy.
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

    /// Why the process is left before it has stopped.
    enum Cause: Sendable {
        /// It did not stop in time.
        case late
        /// There was a second signal.
        case impatience
    }

    /// How long a stop may take before the process is left.
    private static let grace = Duration.seconds(10)
    /// The same after a second signal: for what can be dropped in order.
    private static let shortGrace = Duration.milliseconds(100)
    /// The end of the pipe that the handler writes to: the only thing that a handler may safely do.
    private static let pipe = Atomic<Int32>(-1)

    /// Takes the signals over. SIGPIPE and SIGXFSZ are ignored, so that the calls that cause them fail with an error instead.
    ///
    /// - Parameter leave: ends the process. Called where a stop takes too long.
    init(leave: @escaping @Sendable (Cause) -> Never) {
        signal(SIGPIPE, SIG_IGN)
        ignoreFileSizeSignal()
        let (received, continuation) = AsyncStream.makeStream(of: Request.self)
        self.received = received
        end = { continuation.finish() }
        let watch = Watch(Self.takeOver(), continuation, leave)
        Self.startThread { watch.run() }
    }

    /// For a command that a signal may end at any time: `end` is called before it does, by a thread of its own. What is ignored, as under `nohup`, stays so.
    static func beforeEnd(_ end: @escaping @Sendable () -> Void) {
        let descriptor = takeOver(evenIgnored: false)
        startThread {
            var number: UInt8 = 0
            while read(descriptor, &number, 1) != 1 {}
            end()
            signal(Int32(number), SIG_DFL)
            kill(getpid(), Int32(number))
        }
    }

    /// Has the signals that end a process, or have it read its configuration, written to a pipe.
    ///
    /// - Returns: the end to read from: a byte for each signal.
    private static func takeOver(evenIgnored: Bool = true) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { fatalError("no pipe for signals: \(String(cString: strerror(errno)))") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        pipe.store(ends[1], ordering: .sequentiallyConsistent)
        for number in [SIGTERM, SIGINT, SIGHUP] {
            let previous = signal(number) { number in
                let code = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(Signals.pipe.load(ordering: .sequentiallyConsistent), &byte, 1)
                errno = code
            }
            if !evenIgnored, unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
        }
        return ends[0]
    }

    private final class Watch: Sendable {
        let descriptor: Int32
        let continuation: AsyncStream<Request>.Continuation
        let leave: @Sendable (Cause) -> Never

        init(_ descriptor: Int32, _ continuation: AsyncStream<Request>.Continuation, _ leave: @escaping @Sendable (Cause) -> Never) {
            (self.descriptor, self.continuation, self.leave) = (descriptor, continuation, leave)
        }

        func run() {
            var deadline: ContinuousClock.Instant?
            var cause = Cause.late
            while true {
                var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let left = deadline.map { max(0, Int32(ContinuousClock.now.duration(to: $0) / .milliseconds(1))) }
                let ready = poll(&watched, 1, left ?? -1)
                if let deadline, ContinuousClock.now >= deadline { leave(cause) }
                var number: UInt8 = 0
                guard ready > 0, read(descriptor, &number, 1) == 1 else { continue }
                if Int32(number) == SIGHUP {
                    continuation.yield(.reload)
                    continue
                }
                // The first signal stops in order, the second drops what is in flight.
                let grace = deadline == nil ? Signals.grace : Signals.shortGrace
                cause = deadline == nil ? .late : .impatience
                deadline = min(deadline ?? .now + grace, .now + grace)
                continuation.yield(.stop)
            }
        }
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private static func startThread(_ run: @escaping @Sendable () -> Void) {
        let body = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, body.toOpaque())
        guard code == 0 else { fatalError("no thread for signals: \(String(cString: strerror(code)))") }
        pthread_detach(thread)
    }
}
