import CNCurses
import Glibc
import View

extension Screen {
    /// Waits for keys, a wake-up, signals or the deadline, whichever comes first.
    ///
    /// Returns the events in their order; none when the deadline passed or the screen was restored before. Ctrl-Z and
    /// Ctrl-L are handled here and returned as `.redraw`.
    package mutating func wait(for wakeUp: WakeUp, until deadline: ContinuousClock.Instant?) -> [ScreenEvent] {
        guard isTaken else { return [] }
        while true {
            var watched = [
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
                pollfd(fd: streams.inputDescriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = unsafe poll(&watched, nfds_t(watched.count), Self.milliseconds(until: deadline))
            if ready == 0 {
                // If the deadline is further away than `poll` can wait, `poll` returns early.
                if let deadline, deadline <= .now { return [] }
                continue
            }
            // Interrupted by a signal, whose number is now in the pipe.
            if ready < 0 { continue }

            var events: [ScreenEvent] = []
            if watched[0].revents != 0 { events += heedSignals() }
            if watched[1].revents != 0 { events += readKeys(watched[1].revents) }
            if watched[2].revents != 0 {
                wakeUp.silence()
                events.append(.woken)
            }
            if !events.isEmpty { return events }
        }
    }

    /// The time for `poll` in milliseconds, rounded up so that the deadline has passed when the wait ends; -1 for ever.
    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = ContinuousClock.now.duration(to: deadline).components
        if left.seconds < 0 || left.attoseconds < 0 { return 0 }
        if left.seconds > 86_400 { return 86_400_000 }
        return Int32(left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    private mutating func heedSignals() -> [ScreenEvent] {
        var numbers = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(signals, &numbers, numbers.count)
        var events: [ScreenEvent] = []
        for number in numbers.prefix(max(0, count)) {
            let event: ScreenEvent
            switch Int32(number) {
            case SIGWINCH:
                adoptSize()
                event = .redraw
            case SIGCONT:
                retake()
                event = .redraw
            case SIGTSTP:
                suspend()
                event = .redraw
            default: event = .terminate(signal: Int32(number))
            }
            if events.last != event { events.append(event) }
        }
        return events
    }

    /// All waiting keys. Adds `.hangUp` when the terminal reports it, or when it reports keys but has none.
    private mutating func readKeys(_ state: Int16) -> [ScreenEvent] {
        let keyboard = unsafe self.keyboard
        var isSilent = true
        var keys = KeyReader(isUTF8: isUTF8) { patiently in
            unsafe wtimeout(keyboard, patiently ? 100 : 0)
            let value = unsafe wgetch(keyboard)
            if value == ERR { return nil }
            isSilent = false
            return value
        }
        var events: [ScreenEvent] = []
        for event in keys.drain() {
            switch event {
            case .key(.ctrl("z")): suspend()
            case .key(.ctrl("l")): forgetShown()
            default:
                events.append(event)
                continue
            }
            events.append(.redraw)
        }
        let isGone = state & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
        if isGone || isSilent && curses_bytes_waiting(streams.inputDescriptor) <= 0 { events.append(.hangUp) }
        return events
    }
}
