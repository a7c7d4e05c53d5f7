import Glibc

/// Wakes a reader when files in a directory change (inotify). Where no watch can be had, it wakes the reader every second.
final class DirectoryWatch {
    /// `nil` where no watch can be had.
    private let events: Descriptor?

    /// In milliseconds. Some file systems do not report changes by other machines; these are seen after this time.
    private static let longestWait: Int32 = 5000
    private static let waitWithoutEvents: Int32 = 1000

    init(path: String) throws(JournalError) {
        do throws(SystemFailure) {
            let events = Descriptor(try systemCall { inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK)) })
            let changes = IN_CREATE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE
            try events.with { number throws(SystemFailure) in
                _ = try systemCall { inotify_add_watch(number, path, UInt32(changes)) }
            }
            self.events = events
        } catch {
            // The user's limit of watches may be reached (fs.inotify.max_user_instances, max_user_watches).
            guard [EMFILE, ENOSPC, ENOSYS].contains(error.code) else { throw JournalError(.watch, path: path, failure: error) }
            events = nil
        }
    }

    /// - Returns: false when the reader of `output` has gone.
    func wait(outputOf output: Int32?) -> Bool {
        guard let events else { return Self.poll(-1, output, Self.waitWithoutEvents) }
        let isAlive = try? events.with { number throws(SystemFailure) in
            let isAlive = Self.poll(number, output, Self.longestWait)
            Self.drain(number)
            return isAlive
        }
        return isAlive ?? true
    }

    private static func poll(_ events: Int32, _ output: Int32?, _ timeout: Int32) -> Bool {
        // A negative descriptor is ignored.
        var polled = [
            pollfd(fd: events, events: Int16(POLLIN), revents: 0),
            // Even without requested events, poll reports that a pipe's reader has gone.
            pollfd(fd: output ?? -1, events: 0, revents: 0),
        ]
        _ = Glibc.poll(&polled, 2, timeout)
        return polled[1].revents & Int16(POLLERR) == 0
    }

    private static func drain(_ events: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(events, &buffer, buffer.count) > 0 {}
    }
}
