import Model

/// Keeps what changes back and forth from flooding the timeline.
struct FlapDamper {
    enum Advice { case tell, tellThatItFlaps, hush }

    /// Changes within the window at which a thing is said to flap; it is not told of again until it has been quiet.
    static let limit = 4
    /// Seconds.
    static let window = 600.0

    private var changes: [String: [Moment]] = [:]

    /// What to say about one more change of `thing`.
    mutating func change(of thing: String, at moment: Moment) -> Advice {
        var recent = (changes[thing] ?? []).filter { moment.seconds(since: $0) <= Self.window }
        recent.append(moment)
        changes[thing] = recent
        return recent.count < Self.limit ? .tell : recent.count == Self.limit ? .tellThatItFlaps : .hush
    }

    /// Forgets everything that has gone.
    mutating func forget(_ things: some Sequence<String>) {
        for thing in things { changes[thing] = nil }
    }
}
