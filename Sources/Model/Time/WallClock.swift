/// Tells what time it is: the machine, a simulation or a test stands behind it.
///
/// It is the one way in which time of day comes into the program. What is only waited for, and has no date, is measured
/// with Swift's `ContinuousClock`.
package protocol WallClock: Sendable {
    func now() -> Moment
}
