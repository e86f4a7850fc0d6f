import Glibc
package import Model

/// The machine's real-time clock, to the millisecond.
package struct MachineClock: WallClock {
    package init() {}

    package func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
