/// What a program may take.
public struct ProgramLimits: Sendable, Hashable {
    /// From its start to its end, and of CPU time.
    public var time: Duration
    /// The most bytes that it may write to its standard output.
    public var output: Int
    /// The most bytes of private writable memory in each of its processes (`RLIMIT_DATA`).
    public var memory: Int

    public init(time: Duration, output: Int, memory: Int) {
        self.time = time
        self.output = output
        self.memory = memory
    }
}
