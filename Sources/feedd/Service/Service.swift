import Aggregator
import Glibc
import Logging

/// Runs the daemon as a service: signals, systemd and the control socket around it.
struct Service {
    let daemon: Daemon
    let log: Logger

    /// Polls until SIGTERM or SIGINT. SIGHUP reads the configuration again.
    func run() async throws {
        let signals = Signals { [daemon] cause in Self.leave(daemon, cause) }
        let systemd = SystemdNotifier()
        try await daemon.start()
        systemd.ready()
        let (daemon, end) = (daemon, signals.end)
        let statuses = Task {
            for await status in daemon.statuses { systemd.status("\(status)") }
        }
        let control = ControlSocket(in: daemon.statePath, log: log) { names in await daemon.pollNow(names) }
        defer { control?.close() }
        var stopping: Task<Void, Never>?
        for await signal in signals.received {
            switch signal {
            case .reload: await reload(systemd)
            case .stop where stopping == nil:
                systemd.stopping()
                await tellStop()
                stopping = Task {
                    await daemon.stop()
                    end()
                }
            case .stop:
                log.notice("stopping at once: what is in flight is dropped")
                await daemon.cancelPolls()
            }
        }
        await stopping?.value
        await statuses.value
    }

    /// Ends the process though documents are still being read: what is not committed is fetched again. Where there was time for them, the note of the
    /// documents stays, so that one that is never read to its end is set aside after three times.
    private static func leave(_ daemon: Daemon, _ cause: Signals.Cause) -> Never {
        if cause == .impatience {
            daemon.forgiveReading()
            _exit(EXIT_SUCCESS)
        }
        let reading = daemon.reading
        let names = reading.isEmpty ? "" : " (\(reading.prefix(3).joined(separator: ", "))\(reading.count > 3 ? ", …" : ""))"
        StandardError.write(
            "feedd: stopping: what is being read\(names) did not end in time and is left: it is polled again after the next start\n")
        _exit(EXIT_SUCCESS)
    }

    private func reload(_ systemd: SystemdNotifier) async {
        systemd.reloading()
        let isReloaded = await daemon.reload()
        systemd.ready()
        if !isReloaded { systemd.status("the configuration is wrong and was not reloaded: see the log") }
    }

    private func tellStop() async {
        let polling = await daemon.polling
        guard !polling.isEmpty else { return log.notice("stopping") }
        let names = polling.prefix(3).joined(separator: ", ") + (polling.count > 3 ? ", …" : "")
        log.notice(
            """
            stopping: waiting up to \(Daemon.grace.components.seconds) s for \(polling.count) \(polling.count == 1 ? "poll" : "polls") (\(names)): \
            signal again to drop \(polling.count == 1 ? "it" : "them")
            """)
    }
}
