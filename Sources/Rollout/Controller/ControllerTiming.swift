/// The waiting times of the controller and the step executor.
package struct ControllerTiming: Sendable {
    /// For all calls that read the weights once.
    package var reading = Duration.seconds(8)
    /// For the call that changes them. It is shorter than a lease's patience, which a claim renews. So when another
    /// process takes over, no request of the former holder can still be waiting to be sent.
    package var writing = Duration.seconds(8)
    /// How much later than that AWS may still carry out a request whose sender has given up.
    package var late = Duration.seconds(2)
    /// The wait after the first refusal for lack of capacity (throttled, or a prior change in progress). It doubles
    /// after each further one.
    package var firstWait = Duration.seconds(1)
    /// The longest wait between two tries.
    package var longestWait = Duration.seconds(5)
    /// For all tries of one order together, unless it is a roll back: that goes on.
    package var patience = Duration.seconds(120)
    /// Between two requests for a change's status. It takes usually 60 s until INSYNC (Route 53 API, GetChange).
    package var syncPace = Duration.seconds(2)
    /// After this time INSYNC is no longer waited for.
    package var syncPatience = Duration.seconds(600)
    /// Between two checks for orders. A check takes microseconds while nothing was stored.
    package var orderPace = Duration.milliseconds(100)
    /// Between two checks of the board for automatic actions.
    package var initiative = Duration.seconds(1)
    /// How long a roll back waits for a board that says how much the old side can take.
    package var board = Duration.milliseconds(500)
    /// How long an order waits until this process knows its account, if the order's is known.
    package var account = Duration.seconds(1)
    /// Seconds after which an order is too old: carrying it out then would be a surprise.
    package var orderAge = 900.0
    /// The maximum number of steps sent for one order that got no response and had no effect when the weights were
    /// read.
    package var unanswered = 3

    package init() {}

    /// Seconds from a claim after which none of its requests can have an effect any more.
    var reach: Double { (writing + late) / .seconds(1) }

    /// The same for a roll back, which begins with half of it: 0.5 s growing to 5 s.
    package func rollBackWait(after count: Int) -> Duration {
        min(firstWait / 2 * (1 << min(count - 1, 16)), longestWait)
    }

    /// The wait after failure number `count`, counted from 1.
    func wait(after count: Int) -> Duration { min(firstWait * (1 << min(count - 1, 16)), longestWait) }
}
