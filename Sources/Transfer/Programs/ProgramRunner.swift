import Dispatch
import Glibc

/// Runs the programs that the configuration names. A program that it starts holds a thread while it runs, so that only a few run at a time.
public final class ProgramRunner: Sendable {
    private let budget: MemoryBudget
    private let queue = DispatchQueue(label: "feedd.programs", attributes: .concurrent)
    private let slots = AsyncSemaphore(ProgramRunner.mostAtOnce)

    /// How many programs run at a time.
    private static let mostAtOnce = 4

    /// The variables of feedd's own environment that programs get. The others may hold secrets, or are meant for feedd itself.
    private static let inherited = [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_TIME", "TZ", "TMPDIR", "http_proxy",
        "https_proxy", "no_proxy", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
    ]

    public init(budget: MemoryBudget) {
        self.budget = budget
        // A program that ends before it has read its input must not end feedd.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Runs a program to its end. Cancelling the task ends it.
    ///
    /// - Parameters:
    ///   - input: what it reads from its standard input; nil for nothing.
    ///   - environment: variables besides those that it inherits.
    /// - Returns: what it wrote to its standard output.
    /// - Throws: `program`, `cancelled`, `failed`.
    public func run(
        _ command: ProgramCommand, input: [UInt8]? = nil, environment: [String: String], limits: ProgramLimits
    ) async throws(TransferError) -> Body {
        await slots.wait()
        defer { slots.signal() }
        if Task.isCancelled { throw .cancelled }
        let lease = budget.open()
        defer { lease.close() }
        let cancellation = CancellationFlag()
        let run = ProgramRun(
            command: command, input: input, environment: Self.environment(environment), limits: limits, cancellation: cancellation,
            lease: lease)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: Result { () throws(TransferError) in try run.run() }) }
            }
        } onCancel: {
            cancellation.set()
        }
        return Body(bytes: try outcome.get(), lease: lease)
    }

    private static func environment(_ own: [String: String]) -> [String] {
        var variables: [String: String] = [:]
        for name in inherited {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        variables.merge(own) { $1 }
        // Drops variables with a NUL, which would cut them short.
        return variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.filter { !$0.utf8.contains(0) }
    }
}
