/// Says what time it is. The machine, a simulation or a test implements it.
///
/// Time of day comes into the program only through it. Durations are measured with Swift's `ContinuousClock`.
package protocol WallClock: Sendable {
    func now() -> Moment
}
