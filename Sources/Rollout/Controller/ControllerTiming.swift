/// How long the hand waits for what.
package struct ControllerTiming: Sendable {
    /// For all calls that read the weights once.
    package var reading = Duration.seconds(8)
    /// For the call that changes them. Shorter than a lease's patience, which a claim renews: whoever takes over later
    /// finds no request of its predecessor still waiting to be sent.
    package var writing = Duration.seconds(8)
    /// How much later than that a request may still be carried out by AWS, whose sender has given it up.
    package var late = Duration.seconds(2)
    /// After the first refusal for want of room (throttled, or a prior change in work); doubled after each further one.
    package var firstWait = Duration.seconds(1)
    /// No wait between two tries is longer.
    package var longestWait = Duration.seconds(5)
    /// For all tries of one order together.
    package var patience = Duration.seconds(120)
    /// Between two questions how far a change has come; 60 s until INSYNC is usual (Route 53 API, GetChange).
    package var syncPace = Duration.seconds(2)
    /// Until nobody waits for INSYNC any more.
    package var syncPatience = Duration.seconds(600)
    /// Between two looks for orders; one costs microseconds while nothing was stored.
    package var look = Duration.milliseconds(100)
    /// Between two looks at the board for what nobody orders.
    package var initiative = Duration.seconds(1)
    /// How long a roll back waits for a board that says what the old side can take.
    package var board = Duration.milliseconds(500)
    /// Seconds after which an order that nobody carried out is too old to be obeyed by surprise.
    package var orderAge = 900.0
    /// Steps that are sent for one order although each brought no answer and reading showed no effect.
    package var unanswered = 3

    package init() {}

    /// Seconds from a claim after which no request that was made for it can have an effect any more.
    var reach: Double { (writing + late) / .seconds(1) }

    /// The wait after failure number `count`, counted from 1.
    func wait(after count: Int) -> Duration { min(firstWait * (1 << min(count - 1, 16)), longestWait) }
}
