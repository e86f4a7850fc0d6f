import Model

/// Limits the events of something that changes back and forth.
struct FlapDamper {
    enum Advice { case tell, tellThatItFlaps, hush }

    /// After so many changes within the window, it counts as flapping. No further event is written until it has been
    /// quiet.
    static let limit = 4
    /// In seconds.
    static let window = 600.0

    private var changes: [String: [Moment]] = [:]

    /// Decides whether one more change of `thing` becomes an event.
    mutating func change(of thing: String, at moment: Moment) -> Advice {
        var recent = (changes[thing] ?? []).filter { moment.seconds(since: $0) <= Self.window }
        recent.append(moment)
        changes[thing] = recent
        return recent.count < Self.limit ? .tell : recent.count == Self.limit ? .tellThatItFlaps : .hush
    }

    /// Forgets things that no longer exist.
    mutating func forget(_ things: some Sequence<String>) {
        for thing in things { changes[thing] = nil }
    }
}
