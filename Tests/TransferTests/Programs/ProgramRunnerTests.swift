import Glibc
import TestSupport
import Testing
import Transfer

@Suite("Programs", .slow) struct ProgramRunnerTests {
    private let runner = ProgramRunner(budget: MemoryBudget(limit: 32 << 20))

    /// Runs a script of sh, which the tests need and the product does not.
    private func run(
        _ script: String, input: String? = nil, environment: [String: String] = [:], time: Duration = .seconds(20),
        output: Int = 1 << 20, memory: Int = 256 << 20
    ) async throws(TransferError) -> String {
        let command = ProgramCommand(["sh", "-c", script], directory: "/")
        let body = try await runner.run(
            command ?? { fatalError("the words make a command") }(), input: input.map { Array($0.utf8) }, environment: environment,
            limits: ProgramLimits(time: time, output: output, memory: memory))
        return String(decoding: body.bytes, as: UTF8.self)
    }

    private func failure(_ script: String, time: Duration = .seconds(20), output: Int = 1 << 20, memory: Int = 256 << 20) async
        -> ProgramError?
    {
        do {
            _ = try await run(script, time: time, output: output, memory: memory)
        } catch .program(let error) {
            return error
        } catch {}
        return nil
    }

    @Test("what a program writes to its standard output is the document") func output() async throws {
        #expect(try await run("printf '<rss/>'; echo noise >&2") == "<rss/>")
    }

    @Test("a program reads its input to the end, also where it is larger than a pipe and comes out again") func input() async throws {
        let long = String(repeating: "0123456789abcdef", count: 30_000)
        #expect(try await run("cat", input: long) == long)
        #expect(try await run("cat", input: "") == "")
        #expect(try await run("cat") == "", "without input there is nothing to wait for")
    }

    @Test("a program that does not read its input may do so") func unreadInput() async throws {
        #expect(try await run("echo done", input: String(repeating: "x", count: 1 << 20)) == "done\n")
    }

    @Test("an exit status other than 0 is a failure with the last line of standard error")
    func status() async {
        let error = await failure("echo '<rss/>'; echo first >&2; printf 'no such \\033[1mfile\\n\\n' >&2; exit 3")
        guard case .failed(let name, let status, let line)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(name == "sh")
        #expect(status == 3)
        #expect(line?.hasPrefix("no such ") == true)
        #expect(line?.utf8.contains(0x1B) == false)
    }

    @Test("a program that a signal ends is a failure that names the signal") func endedBySignal() async {
        #expect(await failure("kill -11 $$") == .killed(name: "sh", signal: 11, lastLine: nil))
    }

    @Test("a program that hangs is ended when its time is up, with all that it started")
    func hangs() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.path + "/child"
        // The shell ignores SIGTERM, and so does its child.
        let error = await failure("trap '' TERM; sleep 600 & echo $! > \(file); echo waiting >&2; wait; wait", time: .milliseconds(500))
        #expect(error == .timedOut(name: "sh", after: .milliseconds(500), lastLine: "waiting"))
        let child = try #require(Int32(text(directory.read("child"))))
        #expect(await isGone(child))
    }

    @Test("a program that leaves a child behind is read to its own end, and the child is ended")
    func leavesChild() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.path + "/child"
        #expect(try await run("sleep 600 & echo $! > \(file); echo document") == "document\n")
        let child = try #require(Int32(text(directory.read("child"))))
        #expect(await isGone(child))
    }

    @Test("a program that floods is ended at the limit") func floods() async {
        #expect(await failure("yes", output: 100_000) == .tooLarge(name: "sh", limit: 100_000))
        #expect(await failure("head -c 100001 /dev/zero", output: 100_000) == .tooLarge(name: "sh", limit: 100_000))
        #expect(await failure("head -c 100000 /dev/zero", output: 100_000) == nil)
    }

    @Test("a flood on standard error neither stops a program nor fills the memory") func floodsErrors() async throws {
        #expect(try await run("yes 'an error' | head -c 5000000 >&2; echo ok") == "ok\n")
    }

    @Test("a program that needs more memory than it may have fails") func memory() async {
        let error = await failure("head -c 300000000 /dev/zero | tail -c 299999999 | wc -c; exit ${PIPESTATUS:-1}", memory: 16 << 20)
        #expect(error != nil)
    }

    @Test("no shell reads the arguments, and a name without a slash is looked for in PATH") func arguments() async throws {
        let command = try #require(ProgramCommand(["printf", "%s|", "$HOME", "a b", "*"], directory: "/"))
        let limits = ProgramLimits(time: .seconds(20), output: 1 << 20, memory: 256 << 20)
        let body = try await runner.run(command, environment: [:], limits: limits)
        #expect(String(decoding: body.bytes, as: UTF8.self) == "$HOME|a b|*|")
    }

    @Test("a relative path starts from the directory, which is where the program runs") func directory() async throws {
        let directory = try TemporaryDirectory()
        directory.write("program", Array("#!/bin/sh\npwd\n".utf8))
        chmod(directory.path + "/program", 0o755)
        let command = try #require(ProgramCommand(["./program"], directory: directory.path))
        let limits = ProgramLimits(time: .seconds(20), output: 1 << 20, memory: 256 << 20)
        let body = try await runner.run(command, environment: [:], limits: limits)
        #expect(text(body.bytes).hasSuffix(directory.path))
    }

    @Test("a program that is not there, and one that may not be executed, are told apart") func missing() async throws {
        let limits = ProgramLimits(time: .seconds(20), output: 1 << 20, memory: 256 << 20)
        let missing = try #require(ProgramCommand(["/no/such/program", "secret"], directory: "/"))
        await #expect(throws: TransferError.program(.notFound(name: "program"))) {
            try await runner.run(missing, environment: [:], limits: limits)
        }
        let directory = try TemporaryDirectory()
        directory.write("file", Array("text".utf8))
        let file = try #require(ProgramCommand([directory.path + "/file"], directory: "/"))
        await #expect(throws: TransferError.program(.cannotStart(name: "file", reason: "Permission denied"))) {
            try await runner.run(file, environment: [:], limits: limits)
        }
    }

    @Test("a program gets the variables that are given, and of feedd's own those that hold no secrets")
    func environment() async throws {
        setenv("FEEDD_TEST_SECRET", "secret", 1)
        defer { unsetenv("FEEDD_TEST_SECRET") }
        let variables = try await run("env", environment: ["FEEDD_SOURCE": "news", "FEEDD_HEADER_X": "a\nb"])
        #expect(variables.contains("FEEDD_SOURCE=news\n"))
        #expect(variables.contains("PATH="))
        #expect(!variables.contains("secret"))
    }

    @Test("a program has no other file of feedd open, and its signals are as at a login") func isolation() async throws {
        let file = open("/dev/null", O_RDONLY)  // Without O_CLOEXEC.
        defer { close(file) }
        signal(SIGPIPE, SIG_IGN)
        // `ls` itself has the directory open.
        #expect(try await run("ls /proc/self/fd") == "0\n1\n2\n3\n")
        #expect(await failure("kill -PIPE $$; sleep 1") == .killed(name: "sh", signal: SIGPIPE, lastLine: nil))
    }

    @Test("cancelling the task ends the program") func cancellation() async throws {
        let task = Task { () async -> TransferError? in
            do throws(TransferError) {
                _ = try await run("sleep 600", time: .seconds(600))
                return nil
            } catch {
                return error
            }
        }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test("more programs than run at a time all get their turn") func manyAtOnce() async throws {
        let outputs = await withTaskGroup(of: String.self) { group in
            for number in 0..<20 { group.addTask { (try? await run("echo \(number)")) ?? "failed" } }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(outputs == Set((0..<20).map { "\($0)\n" }))
    }

    @Test("no more than four programs run at a time") func width() async throws {
        let directory = try TemporaryDirectory()
        mkdir("\(directory.path)/running", 0o755)
        // Each notes how many run beside it while it does, itself included.
        let script = "cd \(directory.path); : > running/$$; ls running | wc -l; sleep 0.2; rm running/$$"
        let counts = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<12 { group.addTask { (try? await run(script)).map { Int(text(Array($0.utf8))) ?? 0 } } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.count == 12)
        #expect(counts.allSatisfy { (1...4).contains($0 ?? 0) })
    }

    /// Whether a process has ended, or ends soon.
    private func isGone(_ process: Int32) async -> Bool {
        for _ in 0..<200 {
            // A killed process whose new parent has not reaped it yet is a zombie.
            guard let file = fopen("/proc/\(process)/stat", "r") else { return true }
            var line = [CChar](repeating: 0, count: 256)
            let state = fgets(&line, 256, file).map { String(cString: $0).split(separator: ")").last?.split(separator: " ").first }
            fclose(file)
            if state == "Z" { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}

/// Without white space at its ends.
private func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
