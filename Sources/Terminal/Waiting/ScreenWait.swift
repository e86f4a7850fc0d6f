import CNCurses
import Glibc
import View

extension Screen {
    /// Waits for keys, a wake-up, signals or the moment `end`, whichever comes first.
    ///
    /// Returns the events in their order; none when `end` passed or the screen was restored before. Ctrl-Z and
    /// Ctrl-L are handled here and returned as `.redraw`.
    package mutating func wait(for wakeUp: WakeUp, until end: ContinuousClock.Instant?) -> [ScreenEvent] {
        guard isTaken else { return [] }
        while true {
            var watched = [
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
                pollfd(fd: streams.inputDescriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let deadline = [end, input.deadline].compactMap(\.self).min()
            let ready = unsafe poll(&watched, nfds_t(watched.count), Self.milliseconds(until: deadline))
            // Interrupted by a signal, whose number is now in the pipe.
            if ready < 0 { continue }

            var events: [ScreenEvent] = []
            if watched[0].revents != 0 { events += heedSignals() }
            events += watched[1].revents != 0 ? readKeys(watched[1].revents) : input.expire(at: .now)
            if watched[2].revents != 0 {
                wakeUp.silence()
                events.append(.woken)
            }
            // `poll` returns early when the deadline is further away than it can wait, or is that of a sequence.
            if !events.isEmpty || end.map({ ready == 0 && $0 <= .now }) ?? false { return events }
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

    /// All waiting keys. Adds `.hangUp` when the terminal is gone.
    private mutating func readKeys(_ state: Int16) -> [ScreenEvent] {
        var isGone = state & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
        var typed: [ScreenEvent] = []
        if state & Int16(POLLIN) != 0 { isGone = readBytes(into: &typed) || isGone }
        var events: [ScreenEvent] = []
        for event in typed {
            switch event {
            case .key(.ctrl("z")): suspend()
            case .key(.ctrl("l")): forgetShown()
            case .answer(let answer) where takes(answer): continue
            case .mouse where !listensToMouse: continue
            default:
                events.append(event)
                continue
            }
            events.append(.redraw)
        }
        if isGone { events.append(.hangUp) }
        return events
    }

    /// Reads what waits; returns whether the terminal is gone.
    private mutating func readBytes(into events: inout [ScreenEvent]) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        repeat {
            let count = unsafe read(streams.inputDescriptor, &bytes, bytes.count)
            guard count > 0 else { return count == 0 || errno != EINTR && errno != EAGAIN }
            events += input.feed(bytes.prefix(count), at: .now)
        } while curses_bytes_waiting(streams.inputDescriptor) > 0
        return false
    }
}
