import Glibc

/// Waits until somebody may have committed something to a store, so that an idle screen need not ask again and again.
///
/// Every commit writes into the file or its write-ahead log, and the kernel tells it of every process of this machine
/// (inotify). It tells nothing where the file is on another machine's disk, or when its watches are used up. So every wait
/// has an end, after which the caller looks at the version by itself.
package final class CommitWatch: Sendable {
    /// -1 without inotify.
    private let notices: Int32
    /// A pipe that is readable once the watch is ended.
    private let ending: (out: Int32, in: Int32)
    /// The names of the file and of its log.
    private let names: Set<String>

    /// Why a wait ended.
    package enum Outcome: Sendable {
        /// Something was written.
        case written
        /// The time is over.
        case late
        /// `end()` was called.
        case ended
    }

    /// - Parameter path: The store's file.
    package init(path: String) {
        let file = StoreFile(path: path)
        notices = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        ending = (ends[0], ends[1])
        names = Set([file.path, file.writeAheadLog].map { $0.split(separator: "/").last.map(String.init) ?? "" })
        // The log comes and goes, its directory stays.
        let events = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO)
        if notices >= 0 { inotify_add_watch(notices, file.directory, events) }
    }

    deinit {
        for descriptor in [notices, ending.out, ending.in] where descriptor >= 0 { close(descriptor) }
    }

    /// Ends the present wait and all later ones.
    package func end() { _ = write(ending.in, "!", 1) }

    /// Blocks its thread until something is written, the time is over, or the watch is ended.
    ///
    /// - Parameters:
    ///   - milliseconds: How long at most.
    ///   - heeds: Whether a write ends the wait. What is written meanwhile ends the next one.
    package func wait(milliseconds: Int, heedingWrites heeds: Bool = true) -> Outcome {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while true {
            let left = max(0, (end - .now) / .milliseconds(1))
            var watched = [
                pollfd(fd: ending.out, events: Int16(POLLIN), revents: 0),
                // poll leaves out what is negative.
                pollfd(fd: heeds ? notices : -1, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&watched, nfds_t(watched.count), Int32(left.rounded(.up)))
            if watched[0].revents != 0 { return .ended }
            if ready > 0, isAboutTheStore() { return .written }
            if ready == 0 || end <= .now { return .late }
        }
    }

    /// Takes all notices that wait, and says whether one is about the store.
    private func isAboutTheStore() -> Bool {
        var isIt = false
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
            while case let count = read(notices, buffer.baseAddress, buffer.count), count > 0 {
                var at = 0
                while at + MemoryLayout<inotify_event>.size <= count {
                    let event = buffer.load(fromByteOffset: at, as: inotify_event.self)
                    let name = buffer[(at + MemoryLayout<inotify_event>.size)...].prefix(Int(event.len)).prefix {
                        $0 != 0
                    }
                    // Notices that were lost may have been about it.
                    let isLost = event.mask & UInt32(IN_Q_OVERFLOW) != 0
                    if isLost || names.contains(String(decoding: name, as: UTF8.self)) { isIt = true }
                    at += MemoryLayout<inotify_event>.size + Int(event.len)
                }
            }
        }
        return isIt
    }
}
