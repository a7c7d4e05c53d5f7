import Glibc

/// When work on a document is to be given up: the CPU time that it may take. Time in which the thread does not run, as on a busy machine, does not count.
public struct CPUDeadline: Sendable {
    /// nil for work without a limit.
    private let end: End?

    private struct End {
        /// In nanoseconds of CPU time of the thread that made it.
        let cpu: UInt64
        /// In nanoseconds of elapsed time. Before it the CPU time cannot be over either.
        let elapsed: UInt64
    }

    /// Work without a limit.
    public static let none = CPUDeadline(end: nil)

    /// What any document may take.
    private static let least: UInt64 = 2_000_000_000
    /// What a document may take for each MiB: reading takes about 0.02 s a MiB.
    private static let each: UInt64 = 2_000_000_000

    private init(end: End?) {
        self.end = end
    }

    /// For work that begins now, on this thread, and stays on it: 2 s, and 2 s for each MiB.
    ///
    /// - Parameter bytes: the size of the document.
    public init(ofDocument bytes: Int) {
        self.init(after: Self.least + Self.each * (UInt64(max(0, bytes)) >> 10) >> 10)
    }

    /// - Parameter nanoseconds: of CPU time from now on.
    public init(after nanoseconds: UInt64) {
        self.init(end: End(cpu: Self.now(by: Self.cpu) &+ nanoseconds, elapsed: Self.now(by: Self.elapsed) &+ nanoseconds))
    }

    /// Whether the time is over. To ask takes about 5 ns until so much time has elapsed, and from then on a system call, up to 1 µs: once an item is often
    /// enough.
    public var isPassed: Bool {
        guard let end else { return false }
        return Self.now(by: Self.elapsed) >= end.elapsed && Self.now(by: Self.cpu) >= end.cpu
    }

    private static let cpu = CLOCK_THREAD_CPUTIME_ID
    /// Read without a system call. It stands still for up to 10 ms, for which a deadline may be passed later.
    private static let elapsed = CLOCK_MONOTONIC_COARSE

    @inline(__always)
    private static func now(by clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
