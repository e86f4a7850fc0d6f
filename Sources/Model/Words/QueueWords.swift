extension QueueTrouble {
    /// `the oldest message waited 4 min, at most 118 s before`.
    package var words: String {
        switch kind {
        case .age:
            "the oldest message waited \(NumberWords.duration(now)), at most \(NumberWords.duration(before)) before"
        case .depth:
            "never fewer than \(NumberWords.whole(now)) messages waited for 10 min, \(NumberWords.whole(before)) before"
        case .failures:
            "\(NumberWords.percent(now)) % of the messages failed in 20 min, \(NumberWords.percent(before)) % before"
        case .deadLetters:
            "\(NumberWords.count(NumberWords.whole(now), "dead letter")) in 20 min, \(NumberWords.whole(before)) before"
        }
    }
}
