import Glibc

/// When work on a document is to be given up: the CPU time that it may take. Time in which the thread does not run, as on a busy machine, does not count.
public struct CPUDeadline: Sendable {
    /// In nanoseconds of CPU time of the thread that made it; nil for work without a limit.
    private let end: UInt64?

    /// Work without a limit.
    public static let none = CPUDeadline(end: nil)

    /// What any document may take.
    private static let least: UInt64 = 2_000_000_000
    /// What a document may take for each MiB: reading takes about 0.02 s a MiB.
    private static let each: UInt64 = 2_000_000_000

    private init(end: UInt64?) {
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
        self.init(end: Self.now() &+ nanoseconds)
    }

    /// Whether the time is over. To ask takes a system call, about 0.3 µs: once an item is often enough.
    public var isPassed: Bool { end.map { Self.now() >= $0 } ?? false }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
