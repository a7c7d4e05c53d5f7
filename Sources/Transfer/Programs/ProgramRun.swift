import Bytes
import CProcess
import Glibc

/// One run of a program: starts it, writes its standard input, reads its standard output, and ends it where it exceeds a limit.
///
/// It runs in a session and process group of its own, with no other file than the three standard ones open. Whatever way it ends, the group is
/// killed, so that nothing that it started stays behind; a descendant that leaves the group is not found.
struct ProgramRun {
    let command: ProgramCommand
    /// What it reads; nil for nothing.
    let input: [UInt8]?
    /// All of its environment, in the form `NAME=value`.
    let environment: [String]
    let limits: ProgramLimits
    let cancellation: CancellationFlag
    /// What its output takes of the memory budget. While it has no room, output is not read, and the program waits.
    let lease: Lease

    /// The longest line of standard error that is told.
    private static let longestLine = 200
    /// How much of the end of standard error is kept.
    private static let keptErrors = 4_096
    /// How often cancellation, the exit of the program and the memory budget are looked at, in milliseconds.
    private static let slice: Int32 = 50
    /// How long a program that is asked to end by SIGTERM has, before SIGKILL ends it.
    private static let grace = Duration.seconds(2)

    /// Runs it to its end, and blocks the thread meanwhile.
    ///
    /// - Throws: `program`, `cancelled`, `failed`.
    func run() throws(TransferError) -> [UInt8] {
        let pipes = try Pipes(hasInput: input != nil)
        let process = try start(pipes)
        pipes.closeFar()
        var reading = Reading(pipes: pipes, input: input ?? [], lease: lease, limit: limits.output)
        let deadline = ContinuousClock.now + limits.time
        var verdict: Verdict?
        var hasEnded = false
        while !hasEnded, verdict == nil {
            reading.wait(Self.slice)
            hasEnded = Self.hasEnded(process)
            if cancellation.isSet {
                verdict = .cancelled
            } else if reading.isTooLarge {
                verdict = .tooLarge
            } else if !hasEnded, ContinuousClock.now >= deadline {
                verdict = .outOfTime
            }
        }
        if verdict != nil { stop(process, &reading) }
        // Before the program is reaped: until then no other group can have its number.
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        // What is left in the pipes.
        if verdict == nil {
            reading.drain()
            if reading.isTooLarge { verdict = .tooLarge }
        }
        return try result(reading, status, verdict)
    }

    private enum Verdict {
        case cancelled
        case tooLarge
        case outOfTime
    }

    private func result(_ reading: Reading, _ status: Int32, _ verdict: Verdict?) throws(TransferError) -> [UInt8] {
        let lastLine = Self.lastLine(of: reading.errors)
        switch verdict {
        case .cancelled: throw .cancelled
        case .tooLarge: throw .program(.tooLarge(name: command.name, limit: limits.output))
        case .outOfTime: throw .program(.timedOut(name: command.name, after: limits.time, lastLine: lastLine))
        case nil: break
        }
        // As WIFSIGNALED, WTERMSIG and WEXITSTATUS, which are macros.
        let signal = status & 0x7F
        if signal != 0 { throw .program(.killed(name: command.name, signal: signal, lastLine: lastLine)) }
        let code = (status >> 8) & 0xFF
        if code != 0 { throw .program(.failed(name: command.name, status: code, lastLine: lastLine)) }
        return reading.output
    }

    /// Asks the group to end, and reads on meanwhile: a program may wait for its output to be taken.
    private func stop(_ process: pid_t, _ reading: inout Reading) {
        kill(-process, SIGTERM)
        let end = ContinuousClock.now + Self.grace
        reading.discardsOutput = true
        while ContinuousClock.now < end {
            reading.wait(Self.slice)
            if Self.hasEnded(process) { return }
        }
    }

    /// Whether the program has ended. It is not reaped.
    private static func hasEnded(_ process: pid_t) -> Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_signo != 0
    }

    /// Without control characters, and shortened; nil where nothing was written.
    static func lastLine(of errors: [UInt8]) -> String? {
        let text = String(decoding: errors, as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).last { $0.contains { !$0.isWhitespace } }
        return line.map { String(String($0).onOneLine.prefix(longestLine)) }
    }
}

// MARK: - Starting

extension ProgramRun {
    private func start(_ pipes: Pipes) throws(TransferError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        guard posix_spawn_file_actions_init(&actions) == 0, posix_spawnattr_init(&attributes) == 0 else {
            throw .failed(reason: String(cString: strerror(ENOMEM)))
        }
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if let input = pipes.input {
            posix_spawn_file_actions_adddup2(&actions, input.far, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, pipes.output.far, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, pipes.errors.far, STDERR_FILENO)
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        posix_spawn_file_actions_addchdir_np(&actions, command.directory)

        // feedd ignores some signals and blocks others, and both would be inherited.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(FEEDD_SPAWN_SETSID))

        var process: pid_t = 0
        let code = Self.withCStrings([command.executable] + command.arguments) { arguments in
            Self.withCStrings(environment) { environment in
                posix_spawnp(&process, command.executable, &actions, &attributes, arguments, environment)
            }
        }
        switch code {
        case 0: break
        case ENOENT: throw .program(.notFound(name: command.name))
        default: throw .program(.cannotStart(name: command.name, reason: String(cString: strerror(code))))
        }
        limit(process)
        return process
    }

    /// Limits what is allocated from now on, in the program and all that it starts. It may have run for some microseconds already.
    private func limit(_ process: pid_t) {
        let seconds = UInt(max(1, limits.time.components.seconds + 1))
        for (resource, value) in [
            (FEEDD_RLIMIT_DATA, UInt(limits.memory)), (FEEDD_RLIMIT_CPU, seconds), (FEEDD_RLIMIT_CORE, 0),
        ] {
            var limit = rlimit(rlim_cur: value, rlim_max: value)
            prlimit(process, resource, &limit, nil)
        }
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
        for (place, string) in strings.enumerated() { (pointers + place).initialize(to: strdup(string)) }
        (pointers + strings.count).initialize(to: nil)
        defer {
            for place in strings.indices { free(pointers[place]) }
            pointers.deallocate()
        }
        return body(pointers)
    }
}

// MARK: - Pipes

extension ProgramRun {
    /// The ends of one pipe. `near` is feedd's and does not block; `far` is the program's.
    private struct Pipe {
        let near: Int32
        let far: Int32

        init(programReads: Bool) throws(TransferError) {
            var ends: [Int32] = [0, 0]
            guard pipe2(&ends, O_CLOEXEC) == 0 else { throw .failed(reason: String(cString: strerror(errno))) }
            near = ends[programReads ? 1 : 0]
            far = ends[programReads ? 0 : 1]
            _ = fcntl(near, F_SETFL, fcntl(near, F_GETFL) | O_NONBLOCK)
        }
    }

    /// The pipes of one run. Feedd's ends are closed when the last reference is gone.
    private final class Pipes {
        let input: Pipe?
        let output: Pipe
        let errors: Pipe
        private var areFarEndsOpen = true
        private var isInputOpen: Bool

        init(hasInput: Bool) throws(TransferError) {
            output = try Pipe(programReads: false)
            do {
                errors = try Pipe(programReads: false)
            } catch {
                close(output.near)
                close(output.far)
                throw error
            }
            do {
                input = hasInput ? try Pipe(programReads: true) : nil
            } catch {
                for end in [output.near, output.far, errors.near, errors.far] { close(end) }
                throw error
            }
            isInputOpen = hasInput
        }

        deinit {
            closeFar()
            closeInput()
            close(output.near)
            close(errors.near)
        }

        func closeFar() {
            guard areFarEndsOpen else { return }
            areFarEndsOpen = false
            if let input { close(input.far) }
            close(output.far)
            close(errors.far)
        }

        /// Tells the program that its input has ended.
        func closeInput() {
            guard isInputOpen, let input else { return }
            isInputOpen = false
            close(input.near)
        }
    }

    /// What has been read and written so far.
    private struct Reading {
        let pipes: Pipes
        let input: [UInt8]
        let lease: Lease
        let limit: Int
        private(set) var output: [UInt8] = []
        /// The end of standard error.
        private(set) var errors: [UInt8] = []
        var discardsOutput = false
        private var written = 0
        private var isOutputOpen = true
        private var areErrorsOpen = true
        private var buffer = [UInt8](repeating: 0, count: 64 << 10)

        init(pipes: Pipes, input: [UInt8], lease: Lease, limit: Int) {
            self.pipes = pipes
            self.input = input
            self.lease = lease
            self.limit = limit
            if input.isEmpty { pipes.closeInput() }
        }

        var isTooLarge: Bool { output.count > limit }

        /// Moves what can be moved now; waits for `milliseconds` at most where nothing can.
        mutating func wait(_ milliseconds: Int32) {
            var polled: [pollfd] = []
            if isOutputOpen, discardsOutput || lease.hasRoom {
                polled.append(pollfd(fd: pipes.output.near, events: Int16(POLLIN), revents: 0))
            }
            if areErrorsOpen { polled.append(pollfd(fd: pipes.errors.near, events: Int16(POLLIN), revents: 0)) }
            if written < input.count, let end = pipes.input?.near {
                polled.append(pollfd(fd: end, events: Int16(POLLOUT), revents: 0))
            }
            // Where all pipes have ended, only the exit is awaited, which comes soon.
            guard poll(&polled, nfds_t(polled.count), polled.isEmpty ? 1 : milliseconds) > 0 else { return }
            for entry in polled where entry.revents != 0 {
                switch entry.fd {
                case pipes.output.near: readOutput()
                case pipes.errors.near: readErrors()
                default: writeInput()
                }
            }
        }

        /// Reads what is left in the pipes of a program that has ended.
        mutating func drain() {
            while isOutputOpen, !isTooLarge, readOutput() {}
            while areErrorsOpen, readErrors() {}
        }

        /// - Returns: whether there was something.
        @discardableResult
        private mutating func readOutput() -> Bool {
            let (count, isAtEnd) = read(from: pipes.output.near)
            if isAtEnd { isOutputOpen = false }
            guard count > 0 else { return false }
            if !discardsOutput, !isTooLarge {
                output.append(contentsOf: buffer[..<count])
                lease.grow(by: count)
            }
            return true
        }

        @discardableResult
        private mutating func readErrors() -> Bool {
            let (count, isAtEnd) = read(from: pipes.errors.near)
            if isAtEnd { areErrorsOpen = false }
            guard count > 0 else { return false }
            errors.append(contentsOf: buffer[..<count])
            if errors.count > 2 * ProgramRun.keptErrors { errors.removeFirst(errors.count - ProgramRun.keptErrors) }
            return true
        }

        private mutating func read(from end: Int32) -> (count: Int, isAtEnd: Bool) {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(end, $0.baseAddress, $0.count) }
            return (count, count == 0 || count < 0 && errno != EAGAIN && errno != EINTR)
        }

        private mutating func writeInput() {
            guard let end = pipes.input?.near else { return }
            let count = input.withUnsafeBytes { write(end, $0.baseAddress?.advanced(by: written), $0.count - written) }
            if count > 0 {
                written += count
            } else if errno != EAGAIN, errno != EINTR {
                // The program reads no further, which is its right.
                written = input.count
            }
            if written == input.count { pipes.closeInput() }
        }
    }
}
